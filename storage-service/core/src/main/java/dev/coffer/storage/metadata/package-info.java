/** What the columns of object versions look like as JSON, and the bounds of what clients send. */
@NullMarked
package dev.coffer.storage.metadata;

import org.jspecify.annotations.NullMarked;
