package dev.coffer.benchmarks.s3;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the objects of a variant are encrypted: as PUT's headers say, so that it is the same on every S3.
 *
 * @param kmsKey the key of {@code aws:kms}; without one the service picks its own
 */
public record Encryption(Kind kind, Optional<String> kmsKey) {

    /** What can be asked for. */
    public enum Kind {
        /** No header; Coffer's bucket is made without its encryption floor. */
        PLAINTEXT,
        /** No header: what the bucket or the service does by itself. */
        DEFAULT,
        /** SSE-S3. */
        AES256,
        /** SSE-KMS, a data key from KMS for every object. */
        KMS,
        /** SSE-KMS with an S3 bucket key. */
        BUCKET_KEY;

        /** As options spell it: {@code bucket-key}. */
        public static Kind parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** Whether a KMS key is used. */
        public boolean usesKms() {
            return this == KMS || this == BUCKET_KEY;
        }
    }

    /** The headers of a PUT. */
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        switch (kind) {
            case PLAINTEXT, DEFAULT -> {}
            case AES256 -> headers.put("x-amz-server-side-encryption", "AES256");
            case KMS, BUCKET_KEY -> {
                headers.put("x-amz-server-side-encryption", "aws:kms");
                kmsKey.ifPresent(key -> headers.put("x-amz-server-side-encryption-aws-kms-key-id", key));
                headers.put("x-amz-server-side-encryption-bucket-key-enabled", String.valueOf(kind == Kind.BUCKET_KEY));
            }
        }
        return headers;
    }
}
