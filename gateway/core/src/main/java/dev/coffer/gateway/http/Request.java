package dev.coffer.gateway.http;

import dev.coffer.api.BodySource;

/**
 * A request.
 *
 * @param head all but the body
 * @param body the raw body as it arrives, signature framing and all
 * @param requestId the id that the answer will carry: 16 upper-case letters and digits for S3, a UUID for the JSON
 *     protocols
 * @param operation what it turned out to ask for
 */
public record Request(RequestHead head, BodySource body, String requestId, OperationName operation) {

    /** A request of which nobody knows yet what it asks for. */
    public Request(RequestHead head, BodySource body, String requestId) {
        this(head, body, requestId, new OperationName());
    }
}
