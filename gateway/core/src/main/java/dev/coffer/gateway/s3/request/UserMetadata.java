package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code x-amz-meta-*}: at most 2 KiB, names and values together. Source: "Working with object metadata". */
final class UserMetadata {
    static final String PREFIX = "x-amz-meta-";
    static final int MAX_BYTES = 2048;

    private UserMetadata() {}

    static Map<String, String> of(S3Request request) {
        Map<String, String> metadata = new LinkedHashMap<>();
        int bytes = 0;
        for (String name : request.head().headers().names()) {
            if (name.startsWith(PREFIX)) {
                String key = name.substring(PREFIX.length());
                String value = String.join(",", request.head().headers().all(name));
                metadata.put(key, value);
                bytes += utf8(key) + utf8(value);
            }
        }
        if (bytes > MAX_BYTES) {
            throw S3Error.METADATA_TOO_LARGE.with(
                    Map.of("Size", Integer.toString(bytes), "MaxSizeAllowed", Integer.toString(MAX_BYTES)));
        }
        return metadata;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
