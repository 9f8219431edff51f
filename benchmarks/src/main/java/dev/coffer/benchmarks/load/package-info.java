/** Generates load, closed loop or at a fixed rate, and measures what comes of it without coordinated omission. */
@NullMarked
package dev.coffer.benchmarks.load;

import org.jspecify.annotations.NullMarked;
