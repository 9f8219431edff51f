package dev.coffer.gateway.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Fresh identifiers in the shapes that AWS gives them. Source: "IAM identifiers: unique IDs", IAM User Guide. */
final class NewIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();

    private NewIds() {}

    static String accountId() {
        return "%012d".formatted(RANDOM.nextLong(100_000_000_000L, 1_000_000_000_000L));
    }

    static String canonicalId() {
        return HexFormat.of().formatHex(bytes(32));
    }

    static String userId() {
        return "AIDA" + base32(17);
    }

    static String roleId() {
        return "AROA" + base32(17);
    }

    static Credentials credentials() {
        return new Credentials("AKIA" + base32(16), Base64.getEncoder().encodeToString(bytes(30)));
    }

    private static String base32(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(BASE32[RANDOM.nextInt(BASE32.length)]);
        }
        return text.toString();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
