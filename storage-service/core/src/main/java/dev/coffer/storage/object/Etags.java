package dev.coffer.storage.object;

import dev.coffer.storage.encryption.StoredEncryption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** ETags. Source: "Object", Amazon S3 API Reference; spec section 4. */
public final class Etags {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private Etags() {}

    /** Of one blob, an object or a part: the MD5 where the encryption lets it show, else one that says nothing. */
    public static String of(StoredBody body, StoredEncryption encryption) {
        return encryption.showsMd5() ? body.md5().orElseThrow() : opaque();
    }

    /** 32 hex digits that no other version has. */
    public static String opaque() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
