/** Envelope encryption without I/O: secrets, encryption contexts, frames, wrapping. */
@NullMarked
package dev.coffer.envelope;

import org.jspecify.annotations.NullMarked;
