package dev.coffer.gateway.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/** How a protocol names its requests, and in which headers it tells. */
public enum RequestIdStyle {
    /** 16 upper-case letters and digits in {@code x-amz-request-id}, and an opaque {@code x-amz-id-2}. */
    S3 {
        @Override
        String next() {
            StringBuilder id = new StringBuilder(LENGTH);
            for (int i = 0; i < LENGTH; i++) {
                id.append(DIGITS.charAt(ThreadLocalRandom.current().nextInt(DIGITS.length())));
            }
            return id.toString();
        }

        @Override
        void tell(String requestId, BiConsumer<String, String> headers) {
            headers.accept("x-amz-request-id", requestId);
            headers.accept("x-amz-id-2", HostId.of(requestId));
        }
    },
    /** A UUID in {@code x-amzn-requestid}: the JSON and query protocols. */
    UUID_STYLE {
        @Override
        String next() {
            return UUID.randomUUID().toString();
        }

        @Override
        void tell(String requestId, BiConsumer<String, String> headers) {
            headers.accept("x-amzn-requestid", requestId);
        }
    };

    private static final int LENGTH = 16;
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    abstract String next();

    abstract void tell(String requestId, BiConsumer<String, String> headers);
}
