package dev.coffer.kms.fault;

import dev.coffer.platform.fault.FaultPoints;

/** The places of KMS, in the order in which a call passes them. */
public enum FaultPoint implements FaultPoints.Point {
    /** What the call did is done, and committed where it changed a key; its record goes to the log. */
    RECORD,
    /** The log has the record; the call is answered. */
    ANSWER
}
