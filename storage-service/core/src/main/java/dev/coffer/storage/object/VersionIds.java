package dev.coffer.storage.object;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Version ids: 32 characters of {@code A-Za-z0-9._}, base64 of the sequencer (8 bytes, big-endian) and 16 random bytes. So
 * a listing can go on behind a version that was deleted meanwhile: its place in the order is in its id.
 */
public final class VersionIds {
    /** The null version's: of objects written while versioning was off or suspended. */
    public static final String NULL = "null";

    private static final int BYTES = 24;
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private VersionIds() {}

    /** A new id. */
    public static String next(long sequencer) {
        byte[] random = new byte[BYTES - Long.BYTES];
        RANDOM.nextBytes(random);
        byte[] bytes = ByteBuffer.allocate(BYTES).putLong(sequencer).put(random).array();
        return Base64.getUrlEncoder().encodeToString(bytes).replace('-', '.');
    }

    /** The sequencer in an id of ours; none for {@code null} and for text that is no such id. */
    public static OptionalLong sequencer(String versionId) {
        if (versionId.length() != LENGTH) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(ByteBuffer.wrap(Base64.getUrlDecoder().decode(versionId.replace('.', '-')))
                    .getLong());
        } catch (IllegalArgumentException notOurs) {
            return OptionalLong.empty();
        }
    }

    /** S3's refusal of text that can't be a version id, in the parameter {@code argument}. */
    public static AwsException malformed(String argument, String value) {
        return new AwsException(
                S3Error.INVALID_ARGUMENT.code(),
                S3Error.INVALID_ARGUMENT.status(),
                "Invalid version id specified",
                Map.of("ArgumentName", argument, "ArgumentValue", value));
    }

    /** Whether it could be a version id at all. */
    public static boolean isWellFormed(String versionId) {
        return versionId.equals(NULL) || sequencer(versionId).isPresent();
    }
}
