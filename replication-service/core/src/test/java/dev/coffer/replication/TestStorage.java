package dev.coffer.replication;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.api.Nothing;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.AppliedEncryption;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.ReadForReplication;
import dev.coffer.storage.api.ReplicationSource;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.StorageApi;
import dev.coffer.storage.api.WriteReplica;
import dev.coffer.storage.api.WriteReplicaDeleteMarker;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A small versioned store in memory, with a hook before every operation that may throw. */
@ApplicationScoped
public class TestStorage implements StorageApi, BucketRegions {
    /** Runs before an operation. */
    @FunctionalInterface
    public interface Hook {
        void before(S3Operation<?> operation, Region region, Caller caller);
    }

    private record Name(Region region, String bucket, String key, String version) {}

    private record Stored(ReplicationSource source, byte[] bytes) {}

    private final Map<String, Region> buckets = new ConcurrentHashMap<>();
    private final Map<Name, Stored> versions = new ConcurrentHashMap<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final Set<Region> stopped = ConcurrentHashMap.newKeySet();
    private volatile Hook hook = (operation, region, caller) -> {};

    public void bucket(String name, Region region) {
        buckets.put(name, region);
    }

    /** Stops a region. */
    public void stop(Region region) {
        stopped.add(region);
    }

    /** Starts all regions. */
    public void startAll() {
        stopped.clear();
    }

    public void before(Hook newHook) {
        hook = newHook;
    }

    public void put(String bucket, String key, String version, long sequencer, String content) {
        store(bucket, key, version, sequencer, content, false);
    }

    public void marker(String bucket, String key, String version, long sequencer) {
        store(bucket, key, version, sequencer, "", true);
    }

    public void delete(String bucket, String key, String version) {
        versions.remove(new Name(region(bucket), bucket, key, version));
    }

    /** The content of a version, if it is there. */
    public Optional<String> content(String bucket, String key, String version) {
        return Optional.ofNullable(versions.get(new Name(region(bucket), bucket, key, version)))
                .map(stored -> new String(stored.bytes(), StandardCharsets.UTF_8));
    }

    /** Every replica written, as {@code bucket/key@version}, in the order of their commits. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    @Override
    public Optional<Region> regionOf(BucketName bucket) {
        Optional<Region> region = Optional.ofNullable(buckets.get(bucket.value()));
        if (region.filter(stopped::contains).isPresent()) {
            throw S3Error.SERVICE_UNAVAILABLE.because("The region " + region.get() + " is stopped.");
        }
        return region;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> Answer<R> call(S3Operation<R> operation, Region region, Caller caller, BodySource body) {
        hook.before(operation, region, caller);
        return (Answer<R>)
                switch (operation) {
                    case ReadForReplication read -> read(read, region);
                    case WriteReplica write -> Answer.of(write(write, region, body));
                    case WriteReplicaDeleteMarker write -> Answer.of(writeMarker(write, region));
                    default -> throw new IllegalArgumentException(operation.toString());
                };
    }

    private Answer<ReplicationSource> read(ReadForReplication read, Region region) {
        @Nullable
        Stored stored =
                versions.get(new Name(region, read.bucket().value(), read.key().value(), read.versionId()));
        if (stored == null) {
            throw S3Error.NO_SUCH_VERSION.error();
        }
        return new Answer<>(stored.source(), BodySource.of(ByteBuffer.wrap(stored.bytes())));
    }

    private WriteReplica.Result write(WriteReplica write, Region region, BodySource body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            byte[] chunk = new byte[piece.remaining()];
            piece.get(chunk);
            bytes.writeBytes(chunk);
        }
        boolean written = commit(
                new Name(
                        region,
                        write.bucket().value(),
                        write.key().value(),
                        write.source().versionId()),
                new Stored(write.source(), bytes.toByteArray()));
        return new WriteReplica.Result("etag", AppliedEncryption.NONE, written);
    }

    private Nothing writeMarker(WriteReplicaDeleteMarker write, Region region) {
        commit(
                new Name(region, write.bucket().value(), write.key().value(), write.versionId()),
                new Stored(source(write.versionId(), write.sequencer(), 0, true), new byte[0]));
        return Nothing.NOTHING;
    }

    private boolean commit(Name name, Stored stored) {
        synchronized (writes) {
            boolean fresh = versions.putIfAbsent(name, stored) == null;
            if (fresh) {
                writes.add(name.bucket() + "/" + name.key() + "@" + name.version());
            }
            return fresh;
        }
    }

    private void store(String bucket, String key, String version, long sequencer, String content, boolean marker) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        versions.put(
                new Name(region(bucket), bucket, key, version),
                new Stored(source(version, sequencer, bytes.length, marker), bytes));
    }

    private Region region(String bucket) {
        return Optional.ofNullable(buckets.get(bucket)).orElseThrow();
    }

    private static ReplicationSource source(String version, long sequencer, long size, boolean marker) {
        return new ReplicationSource(
                version,
                sequencer,
                marker,
                "etag",
                size,
                Instant.now(),
                ObjectHeaders.NONE,
                Map.of(),
                Map.of(),
                "STANDARD",
                AppliedEncryption.NONE,
                Map.of(),
                new ArrayList<>(),
                List.of());
    }
}
