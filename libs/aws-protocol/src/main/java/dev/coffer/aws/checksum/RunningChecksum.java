package dev.coffer.aws.checksum;

import java.nio.ByteBuffer;
import java.util.Base64;

/** A checksum of bytes that come piece by piece. One thread at a time. */
public interface RunningChecksum {

    /** Adds the buffer's remaining bytes; its position stays where it is. */
    void update(ByteBuffer bytes);

    /** The checksum, big-endian. Call it once, after the last bytes. */
    byte[] value();

    /** The checksum as headers and documents carry it. Call it once, after the last bytes. */
    default String base64() {
        return Base64.getEncoder().encodeToString(value());
    }
}
