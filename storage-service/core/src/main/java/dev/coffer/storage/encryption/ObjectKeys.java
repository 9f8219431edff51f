package dev.coffer.storage.encryption;

import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.wrap.WrappedDataKey;
import dev.coffer.identity.Caller;
import dev.coffer.storage.encryption.bucketkey.BucketKeyUse;
import dev.coffer.storage.encryption.bucketkey.BucketKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The data key of every object, made, wrapped and opened the way its encryption asks. */
@ApplicationScoped
public class ObjectKeys {
    private final SseS3Keys sseS3;
    private final DataKeys kms;
    private final BucketKeys bucketKeys;

    ObjectKeys(SseS3Keys sseS3, DataKeys kms, BucketKeys bucketKeys) {
        this.sseS3 = sseS3;
        this.kms = kms;
        this.bucketKeys = bucketKeys;
    }

    /**
     * A new data key.
     *
     * @throws dev.coffer.aws.error.AwsException what S3 answers when KMS refuses
     */
    public WriteKey forWriting(EncryptionPlan plan, KeyScope scope, Caller requester) {
        return switch (plan) {
            case EncryptionPlan.Plaintext p -> new WriteKey(new StoredEncryption.Plaintext(), Optional.empty());
            case EncryptionPlan.SseS3 s -> fresh(key -> sseS3.wrap(key, scope));
            case EncryptionPlan.SseKms k
            when k.bucketKey() -> {
                try (BucketKeyUse use = bucketKeys.forWriting(k, scope, requester)) {
                    yield underBucketKey(use, k, scope);
                }
            }
            case EncryptionPlan.SseKms k -> {
                DataKeys.DataKey made =
                        kms.generate(scope.region(), k.keyId(), scope.objectContext(k.addedContext()), requester);
                yield new WriteKey(
                        new StoredEncryption.SseKms(made.keyArn(), made.ciphertext(), k.addedContext()),
                        Optional.of(made.plaintext()));
            }
        };
    }

    /**
     * A new data key for the replica of an SSE-KMS object: drawn here and given to KMS to encrypt as the replication
     * role, or wrapped by a bucket key that came about so.
     */
    public WriteKey forReplica(EncryptionPlan.SseKms plan, KeyScope scope, Caller role) {
        if (plan.bucketKey()) {
            try (BucketKeyUse use = bucketKeys.forReplicas(plan, scope, role)) {
                return underBucketKey(use, plan, scope);
            }
        }
        return fresh(key -> {
            DataKeys.Encrypted made =
                    kms.encrypt(scope.region(), plan.keyId(), key, scope.objectContext(plan.addedContext()), role);
            return new StoredEncryption.SseKms(made.keyArn(), made.ciphertext(), plan.addedContext());
        });
    }

    /**
     * A stored object's data key, which the receiver closes; none for plaintext.
     *
     * @throws dev.coffer.aws.error.AwsException what S3 answers when KMS refuses
     * @throws dev.coffer.envelope.CiphertextRejectedException if the stored key does not belong to this object
     */
    public Optional<SecretBytes> forReading(StoredEncryption stored, KeyScope scope, Caller requester) {
        return switch (stored) {
            case StoredEncryption.Plaintext p -> Optional.empty();
            case StoredEncryption.SseS3 s -> Optional.of(sseS3.unwrap(s, scope));
            case StoredEncryption.SseKms k ->
                Optional.of(
                        kms.decrypt(scope.region(), k.ciphertext(), scope.objectContext(k.addedContext()), requester));
            case StoredEncryption.SseKmsBucketKey k -> {
                try (BucketKeyUse use = bucketKeys.forReading(k, scope, requester)) {
                    EncryptionContext context = scope.bucketContext(k.addedContext());
                    yield Optional.of(use.unwrap(k.wrapped(), scope.binding(context)));
                }
            }
        };
    }

    private static WriteKey underBucketKey(BucketKeyUse use, EncryptionPlan.SseKms plan, KeyScope scope) {
        EncryptionContext context = scope.bucketContext(plan.addedContext());
        return fresh(key -> new StoredEncryption.SseKmsBucketKey(
                use.keyArn(),
                use.bucketKeyId(),
                use.ciphertext(),
                use.wrap(key, scope.binding(context)),
                plan.addedContext()));
    }

    private static WriteKey fresh(java.util.function.Function<SecretBytes, StoredEncryption> wrap) {
        SecretBytes key = SecretBytes.random(WrappedDataKey.KEY_BYTES);
        try {
            return new WriteKey(wrap.apply(key), Optional.of(key));
        } catch (RuntimeException | Error e) {
            key.close();
            throw e;
        }
    }
}
