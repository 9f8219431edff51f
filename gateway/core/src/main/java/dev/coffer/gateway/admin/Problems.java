package dev.coffer.gateway.admin;

import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refusals as problem details. Source: RFC 9457. */
final class Problems {
    private static final String MEDIA_TYPE = "application/problem+json";

    /** The JSON protocols answer every refusal 400; here HTTP's own statuses tell more. */
    private static final Map<String, Integer> STATUSES = Map.of(
            "MissingAuthenticationTokenException", 401,
            "UnrecognizedClientException", 403,
            "InvalidSignatureException", 403,
            "IncompleteSignatureException", 403,
            "AccessDeniedException", 403,
            "NotFoundException", 404,
            "ThrottlingException", 429);

    private Problems() {}

    static Response of(AwsException refusal, String requestId) {
        return of(refusal, requestId, Headers.NONE);
    }

    static Response of(AwsException refusal, String requestId, Headers further) {
        int status = STATUSES.getOrDefault(refusal.code(), refusal.status());
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:coffer:problem:" + refusal.code());
        problem.put("title", refusal.code());
        problem.put("status", status);
        if (!refusal.text().isEmpty()) {
            problem.put("detail", refusal.text());
        }
        problem.put("instance", "urn:uuid:" + requestId);
        Headers.Builder headers = Headers.builder().add("content-type", MEDIA_TYPE);
        further.names().forEach(name -> headers.add(name, further.first(name)));
        return Response.of(status, headers.build(), AdminJson.write(problem));
    }
}
