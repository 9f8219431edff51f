package dev.coffer.storage.api;

/** A bucket's versioning state. */
public enum Versioning {
    /** Never enabled. */
    OFF,
    /** Every write makes a version. */
    ENABLED,
    /** Writes replace the null version. */
    SUSPENDED
}
