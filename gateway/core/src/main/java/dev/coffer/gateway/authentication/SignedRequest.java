package dev.coffer.gateway.authentication;

import dev.coffer.aws.sigv4.SignatureFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a request claims of its signature, read and well-formed, not yet verified.
 *
 * @param amzDate the time as it stands in the string to sign
 * @param time the same as an instant
 * @param payloadHash the last line of the canonical request
 * @param expires how long a presigned URL is valid; none for the header form
 */
record SignedRequest(
        SignatureFields fields, String amzDate, Instant time, String payloadHash, Optional<Duration> expires) {

    boolean presigned() {
        return expires.isPresent();
    }
}
