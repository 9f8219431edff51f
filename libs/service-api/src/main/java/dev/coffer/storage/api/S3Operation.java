package dev.coffer.storage.api;

import dev.coffer.api.Operation;

/**
 * An operation of S3 on one bucket. Every record in this package that implements it bears the name of the AWS operation.
 * Source: Amazon S3 API Reference.
 */
public interface S3Operation<R> extends Operation<R> {

    /** The bucket that the operation is about; the gateway finds its region by it. */
    BucketName bucket();
}
