package dev.coffer.envelope;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Key material that zeroes itself when closed, prints nothing, and compares in constant time. Using it after
 * {@link #close()} throws {@link IllegalStateException}: a zeroed key must never encrypt anything.
 */
public final class SecretBytes implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes {@code bytes} over: the caller neither keeps nor changes the array. */
    public static SecretBytes adopt(byte[] bytes) {
        return new SecretBytes(bytes);
    }

    /** @param length bytes, from the platform's secure random generator */
    public static SecretBytes random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return new SecretBytes(bytes);
    }

    /** The length in bytes. */
    public int length() {
        return bytes.length;
    }

    /**
     * Lends the bytes to {@code use}, which must not keep the array.
     *
     * @throws IllegalStateException if this secret is closed
     */
    public <T> T use(Function<byte[], T> use) {
        if (closed.get()) {
            throw new IllegalStateException("this secret has been destroyed");
        }
        return use.apply(bytes);
    }

    /** A second owner of the same bytes, closed on its own. */
    public SecretBytes copy() {
        return use(b -> new SecretBytes(b.clone()));
    }

    /** Whether it has been zeroed. */
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return SecretBytes.class.hashCode(); // never derived from the secret
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
