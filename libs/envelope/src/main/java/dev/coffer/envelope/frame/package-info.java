/** Object bytes as authenticated frames that can be read from any offset. */
@NullMarked
package dev.coffer.envelope.frame;

import org.jspecify.annotations.NullMarked;
