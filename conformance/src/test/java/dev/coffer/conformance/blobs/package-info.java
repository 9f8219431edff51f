/** Blobs in an S3-compatible store, which is a Coffer itself here. */
@NullMarked
package dev.coffer.conformance.blobs;

import org.jspecify.annotations.NullMarked;
