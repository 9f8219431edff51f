package dev.coffer.kms.key;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Arn;
import dev.coffer.aws.Region;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Which key.
 *
 * @param uuid lower case, with hyphens
 */
public record KeyId(Region region, AccountId account, String uuid) {

    /** A key id never used before. */
    public static KeyId fresh(Region region, AccountId account) {
        return new KeyId(region, account, UUID.randomUUID().toString());
    }

    /** The key's ARN. */
    public String arn() {
        return Arn.ofKmsKey(region, account, uuid);
    }

    /** The 16 bytes of {@code uuid}. */
    public byte[] bytes() {
        UUID id = UUID.fromString(uuid);
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    @Override
    public String toString() {
        return arn();
    }
}
