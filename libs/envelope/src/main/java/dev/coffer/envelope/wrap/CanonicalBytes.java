package dev.coffer.envelope.wrap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Bytes from which what was added can be told apart again: strings and byte strings carry their length. */
final class CanonicalBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

    CanonicalBytes(char kind) {
        bytes.write(kind);
    }

    CanonicalBytes string(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    CanonicalBytes bytes(byte[] some) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(some.length).array());
        bytes.writeBytes(some);
        return this;
    }

    CanonicalBytes id(UUID id) {
        bytes.writeBytes(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
        return this;
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }
}
