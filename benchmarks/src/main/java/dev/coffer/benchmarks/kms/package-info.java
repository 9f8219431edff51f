/** Load on KMS: AWS JSON 1.1 over HTTP. */
@NullMarked
package dev.coffer.benchmarks.kms;

import org.jspecify.annotations.NullMarked;
