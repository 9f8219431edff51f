package dev.coffer.aws.checksum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A cryptographic hash used as a checksum. */
final class DigestChecksum implements RunningChecksum {
    private final MessageDigest digest;

    DigestChecksum(String name) {
        try {
            this.digest = MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
    }

    @Override
    public void update(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    @Override
    public byte[] value() {
        return digest.digest();
    }
}
