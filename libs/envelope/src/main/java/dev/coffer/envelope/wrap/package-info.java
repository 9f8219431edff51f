/** Data keys wrapped by other keys, bound to what they are for. */
@NullMarked
package dev.coffer.envelope.wrap;

import org.jspecify.annotations.NullMarked;
