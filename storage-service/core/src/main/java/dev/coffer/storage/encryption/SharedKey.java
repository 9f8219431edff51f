package dev.coffer.storage.encryption;

import dev.coffer.envelope.SecretBytes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Key material with one owner, usually a cache, and any number of users. Once the owner has let go nobody new gets in;
 * the bytes are zeroed when the last user is out.
 */
public final class SharedKey {
    private final SecretBytes bytes;
    private int users = 1; // the owner
    private boolean retired;

    /** Takes {@code bytes} over. */
    public SharedKey(SecretBytes bytes) {
        this.bytes = bytes;
    }

    /** A use of the key; none once the owner has let go. */
    public synchronized Optional<Lease> lease() {
        if (retired) {
            return Optional.empty();
        }
        users++;
        return Optional.of(new Lease());
    }

    /** The owner lets go; safe to say twice. */
    public synchronized void retire() {
        if (!retired) {
            retired = true;
            leave();
        }
    }

    /** Whether the bytes are zeroed. */
    public boolean isDestroyed() {
        return bytes.isClosed();
    }

    private synchronized void leave() {
        if (--users == 0) {
            bytes.close();
        }
    }

    /** One use, to be closed. */
    public final class Lease implements AutoCloseable {
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease() {}

        /** The key, alive as long as this lease. */
        public SecretBytes key() {
            if (closed.get()) {
                throw new IllegalStateException("this lease is closed");
            }
            return bytes;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                leave();
            }
        }
    }
}
