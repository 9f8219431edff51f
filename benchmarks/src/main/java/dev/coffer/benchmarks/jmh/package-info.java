/** Micro-benchmarks of what every request does: frames, wrapping, signatures, listings. By JMH, in forks of their own. */
@NullMarked
package dev.coffer.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
