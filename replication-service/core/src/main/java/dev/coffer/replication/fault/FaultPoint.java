package dev.coffer.replication.fault;

import dev.coffer.platform.fault.FaultPoints;

/** The places of replication, in the order in which an object event passes them. */
public enum FaultPoint implements FaultPoints.Point {
    /** All events of a batch are among the tasks or the dead letters; the batch's offsets are committed. */
    OFFSET_COMMIT,
    /** A version is read at its source. */
    SOURCE_READ,
    /** The source is open; its version goes to the destination. */
    REPLICA_WRITE,
    /** The destination has the version; the outcome goes to the source's status topic. */
    OUTCOME_TELL,
    /** The outcome is told; the task ends. */
    TASK_END
}
