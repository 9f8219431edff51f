package dev.coffer.storage.multipart;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalListener;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.coffer.aws.Region;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.encryption.ObjectKeys;
import dev.coffer.storage.encryption.SharedKey;
import dev.coffer.storage.encryption.StoredEncryption;
import dev.coffer.storage.encryption.bucketkey.BucketKeyLimits;
import dev.coffer.storage.encryption.bucketkey.Requester;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The data keys of uploads in progress. Without a bucket key each requester's first part makes one {@code Decrypt}, whose
 * answer serves that requester's other parts of the same upload for as long as a bucket key would; parts that come at once
 * share the call, and a refusal is not kept. Keys under a bucket key or a bucket root are opened anew, as that costs no
 * call.
 */
@ApplicationScoped
public class UploadKeys {
    private static final long CACHED = 10_000;

    private final ObjectKeys keys;
    private final CofferClock clock;
    private final Duration lifetime;
    private final Cache<Slot, CompletableFuture<Opened>> opened;

    UploadKeys(ObjectKeys keys, CofferClock clock, BucketKeyLimits limits) {
        this.keys = keys;
        this.clock = clock;
        this.lifetime = limits.lifetime();
        RemovalListener<Slot, CompletableFuture<Opened>> retire = (slot, key, cause) -> {
            if (key != null) {
                var _ = key.thenAccept(o -> o.key().retire());
            }
        };
        this.opened = Caffeine.newBuilder()
                .maximumSize(CACHED)
                .expireAfterWrite(lifetime)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .removalListener(retire)
                .build();
    }

    private record Slot(Region region, String uploadId, Requester requester) {}

    private record Opened(SharedKey key, Instant expires) {}

    /**
     * The upload's data key, none where it is not encrypted; the receiver closes it.
     *
     * @throws dev.coffer.aws.error.AwsException what S3 answers when KMS refuses: a part can't be stored without
     *     {@code kms:Decrypt}
     */
    Optional<SecretBytes> open(Upload upload, Caller requester) {
        return switch (upload.encryption()) {
            case StoredEncryption.Plaintext p -> Optional.empty();
            case StoredEncryption.SseS3 s -> fresh(upload, requester);
            case StoredEncryption.SseKmsBucketKey k -> fresh(upload, requester);
            case StoredEncryption.SseKms k -> Optional.of(shared(upload, requester));
        };
    }

    private Optional<SecretBytes> fresh(Upload upload, Caller requester) {
        return keys.forReading(upload.encryption(), upload.scope(), requester);
    }

    private SecretBytes shared(Upload upload, Caller requester) {
        Slot slot = new Slot(upload.region(), upload.id(), Requester.of(requester));
        while (true) {
            CompletableFuture<Opened> mine = new CompletableFuture<>();
            CompletableFuture<Opened> there = opened.asMap().putIfAbsent(slot, mine);
            Opened known = there == null ? load(slot, mine, upload, requester) : await(there);
            Optional<SharedKey.Lease> lease =
                    clock.now().isBefore(known.expires()) ? known.key().lease() : Optional.empty();
            if (lease.isPresent()) {
                try (SharedKey.Lease use = lease.get()) {
                    return use.key().copy();
                }
            }
            opened.asMap().remove(slot, there == null ? mine : there);
        }
    }

    private Opened load(Slot slot, CompletableFuture<Opened> mine, Upload upload, Caller requester) {
        try {
            Instant asked = clock.now();
            SecretBytes key = fresh(upload, requester).orElseThrow();
            Opened fresh = new Opened(new SharedKey(key), asked.plus(lifetime));
            mine.complete(fresh);
            return fresh;
        } catch (RuntimeException | Error e) {
            opened.asMap().remove(slot, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static Opened await(CompletableFuture<Opened> there) {
        try {
            return there.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException refused -> throw refused;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }
}
