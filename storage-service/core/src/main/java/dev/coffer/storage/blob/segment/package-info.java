/**
 * Small blobs in segments: append-only files of up to 64 MiB, each with many records. A {@link
 * dev.coffer.storage.blob.BlobLocation} tells where a blob is, so there is no index.
 */
@NullMarked
package dev.coffer.storage.blob.segment;

import org.jspecify.annotations.NullMarked;
