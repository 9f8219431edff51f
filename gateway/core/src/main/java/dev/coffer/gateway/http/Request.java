package dev.coffer.gateway.http;

import dev.coffer.api.BodySource;

/**
 * A request.
 *
 * @param head all but the body
 * @param body the raw body as it arrives, signature framing and all
 * @param requestId the id that the answer will carry: 16 upper-case letters and digits for S3, a UUID for the JSON
 *     protocols
 */
public record Request(RequestHead head, BodySource body, String requestId) {}
