/** KMS, by the AWS SDK for Java v2. */
@NullMarked
package dev.coffer.conformance.kms;

import org.jspecify.annotations.NullMarked;
