/** What no well-behaved client sends. */
@NullMarked
package dev.coffer.conformance.input;

import org.jspecify.annotations.NullMarked;
