/**
 * The {@code aws-chunked} content encoding, decoded as it arrives. Source: "Authenticating Requests: transferring payload
 * in multiple chunks", with and without trailing headers, Amazon S3 API Reference.
 */
@NullMarked
package dev.coffer.aws.chunked;

import org.jspecify.annotations.NullMarked;
