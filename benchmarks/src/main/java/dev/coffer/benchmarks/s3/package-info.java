/** Load on S3: objects and how they are encrypted, the operations on them, and the buckets made for it. */
@NullMarked
package dev.coffer.benchmarks.s3;

import org.jspecify.annotations.NullMarked;
