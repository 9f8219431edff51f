/** S3 on the wire: requests in, storage operations out, answers back. No S3 semantics live here, only its protocol. */
@NullMarked
package dev.coffer.gateway.s3;

import org.jspecify.annotations.NullMarked;
