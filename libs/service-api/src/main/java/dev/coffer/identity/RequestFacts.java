package dev.coffer.identity;

/**
 * The facts of one request, for conditions and the audit trail.
 *
 * @param requestId the {@code x-amz-request-id} that the client will see
 * @param sourceIp the client's address
 * @param userAgent the client's {@code User-Agent}, at most 1,024 characters
 * @param tls the TLS protocol version, or empty without TLS
 */
public record RequestFacts(String requestId, String sourceIp, String userAgent, String tls) {}
