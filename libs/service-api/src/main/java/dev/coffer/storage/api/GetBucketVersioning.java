package dev.coffer.storage.api;

/** The versioning state. */
public record GetBucketVersioning(BucketName bucket) implements S3Operation<GetBucketVersioning.Result> {
    /** The state. */
    public record Result(Versioning versioning) {}
}
