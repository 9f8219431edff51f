/** Pages of keys and versions, at the cost of what they return. */
@NullMarked
package dev.coffer.storage.listing;

import org.jspecify.annotations.NullMarked;
