/** Copies of objects, also from another region. */
@NullMarked
package dev.coffer.storage.copy;

import org.jspecify.annotations.NullMarked;
