package dev.coffer.gateway.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/** S3's second request id, {@code x-amz-id-2} and {@code HostId}: here a function of this process and the first one. */
public final class HostId {
    private static final byte[] PROCESS = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);

    private HostId() {}

    /** The host id that goes with a request id. */
    public static String of(String requestId) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-384");
            hash.update(PROCESS);
            return Base64.getEncoder().encodeToString(hash.digest(requestId.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-384", e);
        }
    }
}
