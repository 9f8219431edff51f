/** Traces: which spans a sampled request leaves, how they hang together across services, and where they go. */
@NullMarked
package dev.coffer.platform.trace;

import org.jspecify.annotations.NullMarked;
