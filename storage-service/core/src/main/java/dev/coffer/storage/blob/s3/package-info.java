/**
 * Blobs as objects of one bucket of an S3-compatible store, which several storage instances of a region share. Nothing of
 * a blob is kept on local disks.
 */
@NullMarked
package dev.coffer.storage.blob.s3;

import org.jspecify.annotations.NullMarked;
