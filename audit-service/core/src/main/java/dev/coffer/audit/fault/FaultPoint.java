package dev.coffer.audit.fault;

import dev.coffer.platform.fault.FaultPoints;

/** The places of the audit service, in the order in which a batch of records passes them. */
public enum FaultPoint implements FaultPoints.Point {
    /** Records go into the trail. */
    TRAIL_INSERT,
    /** All of a batch is in the trail or among the dead letters; the batch's offsets are committed. */
    OFFSET_COMMIT
}
