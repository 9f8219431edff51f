package dev.coffer.aws.chunked;

import java.util.Optional;

/** The values of {@code x-amz-content-sha256} that announce an aws-chunked body. */
public enum StreamingPayload {
    /** Signed chunks. */
    SIGNED("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", true, false),
    /** Signed chunks and a signed trailer. */
    SIGNED_TRAILER("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", true, true),
    /** Unsigned chunks and a trailer. */
    UNSIGNED_TRAILER("STREAMING-UNSIGNED-PAYLOAD-TRAILER", false, true);

    private final String value;
    private final boolean signed;
    private final boolean trailer;

    StreamingPayload(String value, boolean signed, boolean trailer) {
        this.value = value;
        this.signed = signed;
        this.trailer = trailer;
    }

    /** The announced form, if {@code contentSha256} announces one. */
    public static Optional<StreamingPayload> find(String contentSha256) {
        for (StreamingPayload payload : values()) {
            if (payload.value.equals(contentSha256)) {
                return Optional.of(payload);
            }
        }
        return Optional.empty();
    }

    /** The value on the wire. */
    public String value() {
        return value;
    }

    /** Whether every chunk (and the trailer) has a signature. */
    public boolean signed() {
        return signed;
    }

    /** Whether a trailer follows the last chunk. */
    public boolean trailer() {
        return trailer;
    }
}
