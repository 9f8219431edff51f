/** Bucket keys: fetched once, used many times, shared by nobody else, gone in time. */
@NullMarked
package dev.coffer.storage.encryption.bucketkey;

import org.jspecify.annotations.NullMarked;
