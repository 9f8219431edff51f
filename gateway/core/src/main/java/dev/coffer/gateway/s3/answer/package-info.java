/** From results to S3's answers. */
@NullMarked
package dev.coffer.gateway.s3.answer;

import org.jspecify.annotations.NullMarked;
