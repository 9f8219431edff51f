package dev.coffer.storage.encryption.bucketkey;

import dev.coffer.aws.Region;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.wrap.WrappedDataKey;
import dev.coffer.identity.Caller;
import dev.coffer.platform.metrics.Meters;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.platform.trace.SpanName;
import dev.coffer.platform.trace.Traces;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ListBucketKeys;
import dev.coffer.storage.encryption.DataKeys;
import dev.coffer.storage.encryption.EncryptionPlan;
import dev.coffer.storage.encryption.KeyScope;
import dev.coffer.storage.encryption.StoredEncryption;
import dev.coffer.storage.object.ObjectId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Bucket keys on behalf of requesters. KMS is asked at least once per requester, action and lifetime, so each requester's
 * use of the KMS key is authorised and on the trail; what KMS is asked, and what is kept, is {@link Slot}'s.
 */
@ApplicationScoped
public class BucketKeys {
    private static final String USES = "Uses of bucket keys: out of memory, or for which KMS was asked";

    private final DataKeys kms;
    private final CofferClock clock;
    private final BucketKeyLimits limits;
    private final BucketKeyCache cache;

    BucketKeys(DataKeys kms, CofferClock clock, BucketKeyLimits limits) {
        this.kms = kms;
        this.clock = clock;
        this.limits = limits;
        this.cache = new BucketKeyCache(clock, limits.maxEntries());
        Meters.gauge("coffer.bucket.keys.live", "Bucket keys in memory", cache::size);
        Meters.counter("coffer.bucket.key.uses", USES, cache::hits, "result", "hit");
        Meters.counter("coffer.bucket.key.uses", USES, cache::misses, "result", "miss");
    }

    /** A bucket key to wrap the data key of a new object with, by {@code GenerateDataKey}. */
    public BucketKeyUse forWriting(EncryptionPlan.SseKms plan, KeyScope scope, Caller requester) {
        Slot slot = Slot.forWriting(
                Slot.Action.GENERATE_DATA_KEY,
                scope.region(),
                scope.bucket(),
                plan.keyId(),
                plan.addedContext(),
                requester);
        return use(slot, asked -> {
            DataKeys.DataKey made =
                    kms.generate(scope.region(), plan.keyId(), scope.bucketContext(plan.addedContext()), requester);
            return new BucketKey(
                    ObjectId.next(clock.real()).value(),
                    made.keyArn(),
                    made.ciphertext(),
                    made.plaintext(),
                    asked,
                    limits.lifetime(),
                    limits.maxObjects());
        });
    }

    /**
     * A bucket key to wrap the data key of a replica with: made here and wrapped by {@code Encrypt}, which is all that a
     * replication role is allowed at the destination.
     */
    public BucketKeyUse forReplicas(EncryptionPlan.SseKms plan, KeyScope scope, Caller role) {
        Slot slot = Slot.forWriting(
                Slot.Action.ENCRYPT, scope.region(), scope.bucket(), plan.keyId(), plan.addedContext(), role);
        return use(slot, asked -> {
            SecretBytes key = SecretBytes.random(WrappedDataKey.KEY_BYTES);
            try {
                DataKeys.Encrypted made =
                        kms.encrypt(scope.region(), plan.keyId(), key, scope.bucketContext(plan.addedContext()), role);
                return new BucketKey(
                        ObjectId.next(clock.real()).value(),
                        made.keyArn(),
                        made.ciphertext(),
                        key,
                        asked,
                        limits.lifetime(),
                        limits.maxObjects());
            } catch (RuntimeException | Error e) {
                key.close();
                throw e;
            }
        });
    }

    /** The bucket key that wraps a stored object's data key, by {@code Decrypt}. */
    public BucketKeyUse forReading(StoredEncryption.SseKmsBucketKey stored, KeyScope scope, Caller requester) {
        Slot slot = Slot.forReading(
                scope.region(),
                scope.bucket(),
                stored.keyArn(),
                stored.bucketKeyId(),
                stored.addedContext(),
                requester);
        return use(slot, asked -> {
            SecretBytes key = kms.decrypt(
                    scope.region(),
                    stored.bucketKeyCiphertext(),
                    scope.bucketContext(stored.addedContext()),
                    requester);
            return new BucketKey(
                    stored.bucketKeyId(),
                    stored.keyArn(),
                    stored.bucketKeyCiphertext(),
                    key,
                    asked,
                    limits.lifetime(),
                    Long.MAX_VALUE);
        });
    }

    private BucketKeyUse use(Slot slot, Function<Instant, BucketKey> fetch) {
        return Traces.part(SpanName.BUCKET_KEY, () -> cache.use(slot, fetch));
    }

    /** Forgets a bucket's keys, of one KMS key or of all. */
    public int flush(Region region, BucketName bucket, Optional<String> kmsKeyArn) {
        return cache.flush(
                slot -> slot.region().equals(region) && slot.bucket().equals(bucket),
                key -> kmsKeyArn.isEmpty() || key.keyArn().equals(kmsKeyArn.get()));
    }

    /** Destroys what has expired. */
    public void sweep() {
        cache.sweep();
    }

    /** A bucket's keys, oldest first. */
    public ListBucketKeys.Result list(Region region, BucketName bucket, Optional<String> kmsKeyArn) {
        List<ListBucketKeys.LiveBucketKey> keys = cache.live().entrySet().stream()
                .filter(e -> e.getKey().region().equals(region)
                        && e.getKey().bucket().equals(bucket)
                        && !e.getValue().isExpired(clock.now()))
                .filter(e -> kmsKeyArn.isEmpty() || e.getValue().keyArn().equals(kmsKeyArn.get()))
                .map(e -> describe(e.getKey(), e.getValue()))
                .sorted(Comparator.comparing(ListBucketKeys.LiveBucketKey::createdAt)
                        .thenComparing(ListBucketKeys.LiveBucketKey::bucketKeyId))
                .toList();
        return new ListBucketKeys.Result(keys, limits.lifetime());
    }

    private static ListBucketKeys.LiveBucketKey describe(Slot slot, BucketKey key) {
        return new ListBucketKeys.LiveBucketKey(
                key.id().toString(),
                slot.region(),
                slot.bucket(),
                key.keyArn(),
                slot.requester().policyArn(),
                slot.action().operation(),
                key.createdAt(),
                key.expiresAt(),
                key.uses());
    }
}
