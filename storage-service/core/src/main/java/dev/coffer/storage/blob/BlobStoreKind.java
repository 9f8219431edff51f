package dev.coffer.storage.blob;

/** Where a process keeps its blobs. */
public enum BlobStoreKind {
    /** On its own disk, which no other process uses. */
    FILE,
    /** In a bucket of an S3-compatible store, which all instances of a region share. */
    S3
}
