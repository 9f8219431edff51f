package dev.coffer.storage.fault;

/** The places, in the order in which a write passes them; each lies directly ahead of what its name says. */
public enum FaultPoint {
    /** The temporary file is made. */
    BLOB_CREATE,
    /** Bytes go to the temporary file. */
    BLOB_WRITE,
    /** Footer and header go to the temporary file. */
    BLOB_SEAL,
    /** The file gets its name. */
    BLOB_RENAME,
    /** The file's bytes are synced. */
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
    BLOB_DELETE
}
