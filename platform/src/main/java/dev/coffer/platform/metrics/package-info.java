/** How what services do is counted and timed; every name stands in {@code docs/metrics.md}. */
@NullMarked
package dev.coffer.platform.metrics;

import org.jspecify.annotations.NullMarked;
