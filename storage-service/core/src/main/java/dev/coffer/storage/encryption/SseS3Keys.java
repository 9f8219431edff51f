package dev.coffer.storage.encryption;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalListener;
import dev.coffer.aws.Region;
import dev.coffer.envelope.CiphertextRejectedException;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.wrap.WrapBinding;
import dev.coffer.envelope.wrap.WrappedDataKey;
import dev.coffer.storage.api.BucketName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * SSE-S3's keys: the service's root wraps bucket roots, a bucket's newest root wraps the data keys of its objects, and a
 * root in use for {@link #ROTATION} is followed by a new one. No call to KMS, no record, no quota.
 */
@ApplicationScoped
public class SseS3Keys {
    /** How long a bucket root wraps new data keys. */
    static final Duration ROTATION = Duration.ofDays(90);

    private static final long CACHED = 10_000;

    private final SseS3Root root;
    private final BucketRoots rows;
    private final InstantSource clock;
    private final Cache<UUID, SharedKey> opened;
    private final Cache<BucketRoots.Owner, BucketRoots.Root> newest =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    SseS3Keys(SseS3Root root, BucketRoots rows, InstantSource clock) {
        this.root = root;
        this.rows = rows;
        this.clock = clock;
        RemovalListener<UUID, SharedKey> retire = (id, key, cause) -> {
            if (key != null) {
                key.retire();
            }
        };
        this.opened = Caffeine.newBuilder()
                .maximumSize(CACHED)
                .executor(Runnable::run)
                .removalListener(retire)
                .build();
    }

    /**
     * Loads the root and makes sure that it is the one under what this database holds, before anything is written under
     * another. The first instance to start on a database leaves a key there for that.
     *
     * @throws IllegalStateException if it is not, or is missing; nothing was changed
     */
    public void verify() {
        root.load(rows.areNone());
        rows.any().ifPresent(this::requireOpens);
        requireOpens(rows.firstCheck(this::freshCheck));
    }

    private BucketRoots.Owned freshCheck(UUID id) {
        BucketRoots.Owner nobody = BucketRoots.NOBODY;
        try (SecretBytes key = SecretBytes.random(WrappedDataKey.KEY_BYTES)) {
            WrappedDataKey wrapped =
                    WrappedDataKey.wrap(root.key(), key, binding(nobody.region(), nobody.bucket(), id));
            return new BucketRoots.Owned(nobody, new BucketRoots.Root(id, wrapped, clock.instant()));
        }
    }

    private void requireOpens(BucketRoots.Owned there) {
        WrapBinding binding = binding(
                there.owner().region(), there.owner().bucket(), there.root().id());
        try (SecretBytes key = there.root().wrapped().unwrap(root.key(), binding)) {
            assert key.length() == WrappedDataKey.KEY_BYTES;
        } catch (CiphertextRejectedException e) {
            throw new IllegalStateException(
                    "the SSE-S3 root in " + root.where() + " does not open the keys in this database; is it another"
                            + " data folder's, or another instance's? Nothing was changed");
        }
    }

    StoredEncryption.SseS3 wrap(SecretBytes dataKey, KeyScope scope) {
        BucketRoots.Root bucketRoot = newest(scope.region(), scope.bucket());
        try (SharedKey.Lease lease = open(scope.region(), scope.bucket(), bucketRoot)) {
            return new StoredEncryption.SseS3(
                    bucketRoot.id(), WrappedDataKey.wrap(lease.key(), dataKey, scope.binding(EncryptionContext.EMPTY)));
        }
    }

    SecretBytes unwrap(StoredEncryption.SseS3 stored, KeyScope scope) {
        SharedKey cached = opened.getIfPresent(stored.rootId());
        Optional<SharedKey.Lease> here = cached == null ? Optional.empty() : cached.lease();
        try (SharedKey.Lease lease = here.orElseGet(() -> open(
                scope.region(),
                scope.bucket(),
                rows.find(scope.region(), scope.bucket(), stored.rootId())
                        .orElseThrow(
                                () -> new IllegalStateException("bucket root " + stored.rootId() + " is gone"))))) {
            return stored.wrapped().unwrap(lease.key(), scope.binding(EncryptionContext.EMPTY));
        }
    }

    private BucketRoots.Root newest(Region region, BucketName bucket) {
        Instant youngest = clock.instant().minus(ROTATION);
        BucketRoots.Owner owner = new BucketRoots.Owner(region, bucket);
        BucketRoots.Root known = newest.getIfPresent(owner);
        if (known != null && known.createdAt().isAfter(youngest)) {
            return known;
        }
        BucketRoots.Root current = rows.newest(region, bucket)
                .filter(r -> r.createdAt().isAfter(youngest))
                .orElseGet(() -> make(region, bucket));
        newest.put(owner, current);
        return current;
    }

    /** Two instances may both make one; each is found by its id later. */
    private BucketRoots.Root make(Region region, BucketName bucket) {
        UUID id = UUID.randomUUID();
        try (SecretBytes key = SecretBytes.random(WrappedDataKey.KEY_BYTES)) {
            WrappedDataKey wrapped = WrappedDataKey.wrap(root.key(), key, binding(region, bucket, id));
            BucketRoots.Root made = new BucketRoots.Root(id, wrapped, clock.instant());
            rows.insert(region, bucket, made);
            return made;
        }
    }

    private SharedKey.Lease open(Region region, BucketName bucket, BucketRoots.Root bucketRoot) {
        while (true) {
            SharedKey key = opened.get(
                    bucketRoot.id(),
                    id -> new SharedKey(bucketRoot.wrapped().unwrap(root.key(), binding(region, bucket, id))));
            Optional<SharedKey.Lease> lease = key.lease();
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    private static WrapBinding binding(Region region, BucketName bucket, UUID rootId) {
        return new WrapBinding.OfBucketRoot(region.id(), bucket.value(), rootId);
    }
}
