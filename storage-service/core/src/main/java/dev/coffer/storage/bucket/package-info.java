/** Buckets and their configuration. */
@NullMarked
package dev.coffer.storage.bucket;

import org.jspecify.annotations.NullMarked;
