/**
 * AWS Signature Version 4, from the verifier's side: what was signed, with which key, and whether it matches. Source:
 * "AWS Signature Version 4 for API requests", IAM User Guide, and "Authenticating Requests (AWS Signature Version 4)",
 * Amazon S3 API Reference.
 */
@NullMarked
package dev.coffer.aws.sigv4;

import org.jspecify.annotations.NullMarked;
