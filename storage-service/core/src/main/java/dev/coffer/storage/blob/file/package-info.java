/** The blob store with a file for each blob. */
@NullMarked
package dev.coffer.storage.blob.file;

import org.jspecify.annotations.NullMarked;
