package dev.coffer.cli.explain;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code s3://BUCKET/KEY}; the key is taken as it stands. */
record ObjectUri(String bucket, String key) {
    private static final String SCHEME = "s3://";

    /** @throws IllegalArgumentException if it is something else */
    static ObjectUri parse(String text) {
        int slash = text.indexOf('/', SCHEME.length());
        if (!text.startsWith(SCHEME) || slash <= SCHEME.length() || slash == text.length() - 1) {
            throw new IllegalArgumentException("not of the form s3://BUCKET/KEY: " + text);
        }
        return new ObjectUri(text.substring(SCHEME.length(), slash), text.substring(slash + 1));
    }

    /** {@code /BUCKET/KEY} for a request; every byte of the key that is not unreserved is encoded, slashes too. */
    String encodedPath() {
        return "/" + bucket + "/"
                + URLEncoder.encode(key, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A");
    }
}
