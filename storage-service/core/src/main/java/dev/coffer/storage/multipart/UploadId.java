package dev.coffer.storage.multipart;

import dev.coffer.storage.object.ObjectId;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Upload ids: 64 hex digits, in whose order uploads were begun; half of them random. */
final class UploadId {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 16;

    private UploadId() {}

    /** @param object the object that the upload will make */
    static String of(ObjectId object) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return object.toString().replace("-", "") + HexFormat.of().formatHex(random);
    }
}
