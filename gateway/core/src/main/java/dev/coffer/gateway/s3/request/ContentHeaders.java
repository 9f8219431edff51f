package dev.coffer.gateway.s3.request;

import dev.coffer.storage.api.ObjectHeaders;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The content headers that are stored with an object. */
final class ContentHeaders {

    private ContentHeaders() {}

    static ObjectHeaders of(S3Request request) {
        return new ObjectHeaders(
                request.header("content-type").filter(v -> !v.isEmpty()),
                request.header("cache-control"),
                request.header("content-disposition"),
                request.header("content-encoding").flatMap(ContentHeaders::withoutChunking),
                request.header("content-language"),
                request.header("expires"),
                request.header("x-amz-website-redirect-location"));
    }

    /** {@code aws-chunked} says how the body travels, not what it is. */
    private static Optional<String> withoutChunking(String encoding) {
        String rest = Arrays.stream(encoding.split(","))
                .map(String::strip)
                .filter(e -> !e.isEmpty() && !e.equalsIgnoreCase("aws-chunked"))
                .collect(Collectors.joining(","));
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
    }
}
