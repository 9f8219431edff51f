/** What {@code ./coffer verify} finds, and that it leaves nothing behind. */
@NullMarked
package dev.coffer.conformance.verify;

import org.jspecify.annotations.NullMarked;
