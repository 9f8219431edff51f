/** S3, by the AWS SDK for Java v2. */
@NullMarked
package dev.coffer.conformance.s3;

import org.jspecify.annotations.NullMarked;
