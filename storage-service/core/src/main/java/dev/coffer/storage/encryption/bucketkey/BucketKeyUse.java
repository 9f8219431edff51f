package dev.coffer.storage.encryption.bucketkey;

import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.wrap.WrapBinding;
import dev.coffer.envelope.wrap.WrappedDataKey;
import dev.coffer.storage.encryption.SharedKey;
import java.util.UUID;

/** One use of a bucket key, for one object; close it at once. */
public final class BucketKeyUse implements AutoCloseable {
    private final UUID id;
    private final String keyArn;
    private final byte[] ciphertext;
    private final SharedKey.Lease lease;

    BucketKeyUse(UUID id, String keyArn, byte[] ciphertext, SharedKey.Lease lease) {
        this.id = id;
        this.keyArn = keyArn;
        this.ciphertext = ciphertext;
        this.lease = lease;
    }

    /** The bucket key's id, not secret. */
    public UUID bucketKeyId() {
        return id;
    }

    /** The KMS key that it came from. */
    public String keyArn() {
        return keyArn;
    }

    /** KMS's ciphertext of it, stored with every object whose data key it wraps. */
    public byte[] ciphertext() {
        return ciphertext.clone();
    }

    /** Wraps an object's data key. */
    public WrappedDataKey wrap(SecretBytes dataKey, WrapBinding binding) {
        return WrappedDataKey.wrap(lease.key(), dataKey, binding);
    }

    /** Opens an object's data key; the receiver closes it. */
    public SecretBytes unwrap(WrappedDataKey wrapped, WrapBinding binding) {
        return wrapped.unwrap(lease.key(), binding);
    }

    @Override
    public void close() {
        lease.close();
    }
}
