/** Who asks: principals, callers and the facts of a request. */
@NullMarked
package dev.coffer.identity;

import org.jspecify.annotations.NullMarked;
