package dev.coffer.platform.trust;

import dev.coffer.envelope.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticates one call between two services: HMAC-SHA-256, with the secret of the pair, over everything in the call
 * that decides something. Each part is preceded by its length, so that no two calls have the same input. Source: RFC
 * 2104.
 */
public final class CallSignature {
    private CallSignature() {}

    /** The signature in hex. */
    public static String sign(SecretBytes secret, List<String> parts, byte[] operation) {
        return HexFormat.of().formatHex(mac(secret, parts, operation));
    }

    /** Whether {@code signature} is that of these parts; takes the same time whatever it is. */
    public static boolean verify(SecretBytes secret, List<String> parts, byte[] operation, String signature) {
        byte[] given;
        try {
            given = HexFormat.of().parseHex(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return MessageDigest.isEqual(mac(secret, parts, operation), given);
    }

    private static byte[] mac(SecretBytes secret, List<String> parts, byte[] operation) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret.use(bytes -> new SecretKeySpec(bytes, "HmacSHA256")));
            for (String part : parts) {
                update(mac, part.getBytes(StandardCharsets.UTF_8));
            }
            update(mac, operation);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static void update(Mac mac, byte[] part) {
        int length = part.length;
        mac.update(new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
        mac.update(part);
    }
}
