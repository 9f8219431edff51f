/** Benchmarks: load on S3 and KMS endpoints, lags, growth, memory, start-up, and the suite that {@code ./coffer bench} runs. */
@NullMarked
package dev.coffer.benchmarks;

import org.jspecify.annotations.NullMarked;
