package dev.coffer.conformance.faults;

import dev.coffer.conformance.support.Bytes;
import java.util.Random;

/**
 * What an object's bytes are known by.
 *
 * @param size in bytes
 * @param sha256 lower-case hex
 */
record Content(long size, String sha256) {

    static Content of(byte[] bytes) {
        return new Content(bytes.length, Bytes.sha256(bytes));
    }

    /** The bytes of one write: the same for the same seed, key and number, and other ones for every other write. */
    static byte[] bytes(long seed, String key, int number, int size) {
        byte[] bytes = new byte[size];
        new Random(seed * 31 * 31 + key.hashCode() * 31L + number).nextBytes(bytes);
        return bytes;
    }
}
