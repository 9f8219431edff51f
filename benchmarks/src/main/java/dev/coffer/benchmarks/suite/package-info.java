/** What {@code ./coffer bench} runs and reports: every benchmark once, against the bars. */
@NullMarked
package dev.coffer.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
