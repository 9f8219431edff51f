package dev.coffer.replication.copy;

/** Where in a copy something failed. */
public enum Stage {
    /** Becoming the replication role. */
    ROLE,
    /** Reading the source version. */
    SOURCE,
    /** Writing an object's replica. */
    DESTINATION,
    /** Writing a delete marker's replica. */
    DESTINATION_MARKER
}
