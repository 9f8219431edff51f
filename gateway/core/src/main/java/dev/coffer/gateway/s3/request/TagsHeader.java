package dev.coffer.gateway.s3.request;

import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.s3.document.TaggingDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code x-amz-tagging}: tags as a query string. */
final class TagsHeader {
    private static final String NAME = "x-amz-tagging";

    private TagsHeader() {}

    static Map<String, String> of(S3Request request) {
        Optional<String> header = request.header(NAME).filter(h -> !h.isEmpty());
        if (header.isEmpty()) {
            return Map.of();
        }
        Query query = Query.parse(header.get()).orElseThrow(() -> malformed(header.get()));
        Map<String, String> tags = new LinkedHashMap<>();
        for (String key : query.names()) {
            tags.put(key, query.first(key).orElse(""));
        }
        if (tags.size() != header.get().split("&").length) {
            throw malformed(header.get());
        }
        return TaggingDocument.checked(tags, TaggingDocument.MAX_OBJECT_TAGS);
    }

    private static RuntimeException malformed(String header) {
        return S3Request.invalid(
                NAME,
                header,
                "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag"
                        + " name duplicates.");
    }
}
