package dev.coffer.benchmarks.wire;

import java.util.OptionalLong;

/**
 * What an answer's body has to be: its length, its first and last byte, and its CRC-32C where that is asked for.
 *
 * @param crc32c of the whole body; absent if the cheap check is enough
 */
public record Content(long length, byte first, byte last, OptionalLong crc32c) {

    /** A body that was sent before; the checksum is left out. */
    public static Content of(Body body) {
        return new Content(
                body.length(),
                body.length() == 0 ? 0 : body.at(0),
                body.length() == 0 ? 0 : body.at(body.length() - 1),
                OptionalLong.empty());
    }

    /** A body that was sent before, with its checksum. */
    public static Content withChecksum(Body body) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        for (long at = 0; at < body.length(); ) {
            java.nio.ByteBuffer piece = body.piece(at);
            at += piece.remaining();
            crc.update(piece);
        }
        Content cheap = of(body);
        return new Content(cheap.length, cheap.first, cheap.last, OptionalLong.of(crc.getValue()));
    }
}
