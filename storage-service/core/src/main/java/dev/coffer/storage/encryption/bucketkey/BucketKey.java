package dev.coffer.storage.encryption.bucketkey;

import dev.coffer.envelope.SecretBytes;
import dev.coffer.storage.encryption.SharedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket key in memory: good until it expires or has been used as often as it may, whichever comes first. Its bytes
 * leave only inside a {@link BucketKeyUse}.
 */
final class BucketKey {
    private final UUID id;
    private final String keyArn;
    private final byte[] ciphertext;
    private final SharedKey key;
    private final Instant createdAt;
    private final Instant expiresAt;
    private final long maxUses;
    private final AtomicLong uses = new AtomicLong();

    /**
     * @param authorisedAt when KMS was asked; the lifetime counts from here
     * @param maxUses how many uses it may have
     */
    BucketKey(
            UUID id,
            String keyArn,
            byte[] ciphertext,
            SecretBytes key,
            Instant authorisedAt,
            Duration lifetime,
            long maxUses) {
        this.id = id;
        this.keyArn = keyArn;
        this.ciphertext = ciphertext.clone();
        this.key = new SharedKey(key);
        this.createdAt = authorisedAt;
        this.expiresAt = authorisedAt.plus(lifetime);
        this.maxUses = maxUses;
    }

    /** One use out of the budget; none when it is expired, used up or given up. */
    Optional<BucketKeyUse> use(Instant now) {
        if (isExpired(now) || uses.getAndUpdate(n -> Math.min(maxUses, n + 1)) >= maxUses) {
            return Optional.empty();
        }
        return key.lease().map(lease -> new BucketKeyUse(id, keyArn, ciphertext, lease));
    }

    /** No further uses; zeroed when the running ones are closed. */
    void retire() {
        key.retire();
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    boolean isDestroyed() {
        return key.isDestroyed();
    }

    UUID id() {
        return id;
    }

    String keyArn() {
        return keyArn;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    long uses() {
        return uses.get();
    }
}
