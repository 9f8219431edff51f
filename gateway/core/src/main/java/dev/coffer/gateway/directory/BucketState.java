package dev.coffer.gateway.directory;

/** Where a bucket's name stands between its owner's wish and its region's deed. */
enum BucketState {
    /** Reserved; the region may have it already, or not yet. */
    CREATING,
    /** There, and found. */
    ACTIVE,
    /** Hidden; the region may have it still, or no more. */
    DELETING
}
