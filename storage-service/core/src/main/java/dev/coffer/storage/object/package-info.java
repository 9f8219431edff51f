/** Object versions: writing, reading, deleting, and the order of each key's changes. */
@NullMarked
package dev.coffer.storage.object;

import org.jspecify.annotations.NullMarked;
