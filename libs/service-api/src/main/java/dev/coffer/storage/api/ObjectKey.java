package dev.coffer.storage.api;

import dev.coffer.aws.error.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An object's key: 1 to 1,024 bytes of UTF-8, ordered by its bytes. */
public record ObjectKey(String value) {
    /** The longest key, in UTF-8 bytes. */
    public static final int MAX_BYTES = 1024;

    /** @throws dev.coffer.aws.error.AwsException {@code KeyTooLongError}; {@code InvalidURI} for an empty key or one with NUL */
    public ObjectKey {
        if (value.isEmpty() || value.indexOf('\0') >= 0) {
            throw S3Error.INVALID_URI.error();
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw S3Error.KEY_TOO_LONG.with(Map.of("MaxSizeAllowed", Integer.toString(MAX_BYTES)));
        }
    }

    /** The UTF-8 bytes, in whose order S3 lists. */
    public byte[] utf8() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return value;
    }
}
