/** What nobody needs any more and nobody could remove at once. */
@NullMarked
package dev.coffer.storage.cleanup;

import org.jspecify.annotations.NullMarked;
