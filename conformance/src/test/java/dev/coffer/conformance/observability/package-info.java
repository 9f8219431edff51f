/** Metrics, what is made of them, and the pages that describe them. */
@NullMarked
package dev.coffer.conformance.observability;

import org.jspecify.annotations.NullMarked;
