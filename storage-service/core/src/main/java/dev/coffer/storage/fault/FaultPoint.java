package dev.coffer.storage.fault;

import dev.coffer.platform.fault.FaultPoints;

/** The places of storage, in the order in which a write passes them, with those of its upkeep and its events behind. */
public enum FaultPoint implements FaultPoints.Point {
    /** The temporary file, or the record in memory, is made. */
    BLOB_CREATE,
    /** A new segment is made. */
    SEGMENT_CREATE,
    /** Bytes go to the temporary file, or the record to its segment. */
    BLOB_WRITE,
    /** Footer and header go to the temporary file. */
    BLOB_SEAL,
    /** The file gets its name. */
    BLOB_RENAME,
    /** The file's or the segment's bytes are synced. */
    BLOB_SYNC,
    /** The folder is synced, and with it the name. */
    BLOB_FOLDER_SYNC,
    /** The metadata's transaction commits. */
    METADATA_COMMIT,
    /** The write is answered. */
    ANSWER,
    /** What an unfinished write left is removed. */
    BLOB_ABORT,
    /** A blob is deleted. */
    BLOB_DELETE,
    /** A segment gets its seal. */
    SEGMENT_SEAL,
    /** The copies that compaction made are synced. */
    COMPACTION_SYNC,
    /** The metadata changes to the copies. */
    COMPACTION_SWITCH,
    /** It has; the originals are noted as dead. */
    COMPACTION_SWITCHED,
    /** A segment in which nothing is wanted is removed. */
    COMPACTION_REMOVE,
    /** Events go to the log. */
    OUTBOX_SEND,
    /** The log has events; that is noted. */
    OUTBOX_ACKNOWLEDGE
}
