/** What the storage service offers. */
@NullMarked
package dev.coffer.storage.api;

import org.jspecify.annotations.NullMarked;
