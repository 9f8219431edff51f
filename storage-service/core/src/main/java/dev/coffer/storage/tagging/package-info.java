/** Tags of object versions. */
@NullMarked
package dev.coffer.storage.tagging;

import org.jspecify.annotations.NullMarked;
