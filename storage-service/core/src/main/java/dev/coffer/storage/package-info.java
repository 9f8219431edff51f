/** The storage service: buckets, object versions and their bytes. */
@NullMarked
package dev.coffer.storage;

import org.jspecify.annotations.NullMarked;
