package dev.coffer.gateway.s3;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.api.Nothing;
import dev.coffer.aws.Region;
import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.sigv4.SigV4;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.AppliedEncryption;
import dev.coffer.storage.api.ByteRange;
import dev.coffer.storage.api.CreateBucket;
import dev.coffer.storage.api.DeleteBucket;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.DeleteObjects;
import dev.coffer.storage.api.GetBucketLocation;
import dev.coffer.storage.api.GetBucketSetting;
import dev.coffer.storage.api.GetObject;
import dev.coffer.storage.api.HeadBucket;
import dev.coffer.storage.api.HeadObject;
import dev.coffer.storage.api.ListObjectVersions;
import dev.coffer.storage.api.ListObjects;
import dev.coffer.storage.api.ObjectHead;
import dev.coffer.storage.api.PutObject;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.SentRange;
import dev.coffer.storage.api.StorageApi;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.api.WriteResult;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Storage in memory: what a wire test needs of it, with checksums compared at the verified end, as the real one does. */
final class MemoryStorage implements StorageApi {
    private static final Instant MODIFIED = Instant.parse("2026-11-01T10:00:05.678Z");

    private record Stored(PutObject put, byte[] bytes, List<StoredChecksum> checksums) {}

    private final Map<String, Map<String, Stored>> buckets = new ConcurrentHashMap<>();
    final List<S3Operation<?>> calls = new ArrayList<>();
    private final AtomicReference<Fault> fault = new AtomicReference<>();

    /** A failure that comes once, before the operation is done or after. */
    private record Fault(Class<?> operation, AwsException failure, boolean done) {}

    /** The next operation of this kind fails. */
    void failNext(Class<? extends S3Operation<?>> operation, AwsException failure, boolean done) {
        fault.set(new Fault(operation, failure, done));
    }

    /** Keys that are visible in a bucket. */
    synchronized List<String> keys(String bucket) {
        return List.copyOf(bucket(bucket).keySet());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> Answer<R> call(S3Operation<R> operation, Region region, Caller caller, BodySource body) {
        synchronized (this) {
            calls.add(operation);
        }
        if (operation instanceof GetObject get) {
            return (Answer<R>) get(get);
        }
        byte[] bytes = operation instanceof PutObject ? read(body) : new byte[0];
        Fault now = fault.get();
        boolean fails = now != null && now.operation.isInstance(operation) && fault.compareAndSet(now, null);
        if (fails && !now.done) {
            throw now.failure;
        }
        synchronized (this) {
            Object result = perform(operation, region, caller, body, bytes);
            if (fails) {
                throw now.failure;
            }
            return Answer.of((R) result);
        }
    }

    private Object perform(S3Operation<?> operation, Region region, Caller caller, BodySource body, byte[] bytes) {
        return switch (operation) {
            case CreateBucket create -> {
                buckets.putIfAbsent(create.bucket().value(), new TreeMap<>());
                yield Nothing.NOTHING;
            }
            case DeleteBucket delete -> {
                bucket(delete.bucket().value());
                buckets.remove(delete.bucket().value());
                yield Nothing.NOTHING;
            }
            case HeadBucket head -> Nothing.NOTHING;
            case GetBucketLocation location -> new GetBucketLocation.Result(region);
            case GetBucketSetting setting -> new GetBucketSetting.Result(caller.canonicalUserId());
            case PutObject put -> put(put, body, bytes);
            case HeadObject head ->
                head(find(head.bucket().value(), head.key().value()), head.range(), head.checksumMode());
            case DeleteObject delete -> {
                bucket(delete.bucket().value()).remove(delete.key().value());
                yield new DeleteObject.Result(Optional.empty(), false);
            }
            case DeleteObjects delete -> deleteAll(delete);
            case ListObjects list -> list(list);
            case ListObjectVersions list ->
                new ListObjectVersions.Result(
                        bucket(list.bucket().value()).entrySet().stream()
                                .map(e -> new ListObjectVersions.Entry(
                                        e.getKey(), "null", true, false, MODIFIED, etag(e.getValue()), 1, "STANDARD"))
                                .toList(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        "owner");
            default -> throw S3Error.NOT_IMPLEMENTED.error();
        };
    }

    private Answer<ObjectHead> get(GetObject get) {
        Stored stored;
        synchronized (this) {
            stored = find(get.bucket().value(), get.key().value());
        }
        ObjectHead head = head(stored, get.range(), get.checksumMode());
        int from = head.range().map(r -> (int) r.first()).orElse(0);
        return new Answer<>(head, BodySource.of(ByteBuffer.wrap(stored.bytes, from, (int) head.contentLength())));
    }

    private WriteResult put(PutObject put, BodySource body, byte[] bytes) {
        Map<String, String> announced = new HashMap<>(put.digests().checksums());
        announced.putAll(body.end().checksums());
        ChecksumAlgorithm algorithm = announced.keySet().stream()
                .findFirst()
                .or(() -> put.digests().algorithm())
                .flatMap(ChecksumAlgorithm::find)
                .orElse(ChecksumAlgorithm.CRC64NVME);
        var running = algorithm.start();
        running.update(ByteBuffer.wrap(bytes));
        String computed = running.base64();
        if (announced.values().stream().anyMatch(v -> !v.equals(computed))) {
            throw S3Error.X_AMZ_CONTENT_CHECKSUM_MISMATCH.error();
        }
        Stored stored = new Stored(put, bytes, List.of(new StoredChecksum(algorithm.id(), computed, "FULL_OBJECT")));
        bucket(put.bucket().value()).put(put.key().value(), stored);
        return new WriteResult(
                etag(stored),
                Optional.empty(),
                new AppliedEncryption(Optional.of("AES256"), Optional.empty(), false),
                stored.checksums,
                MODIFIED,
                bytes.length);
    }

    private static ObjectHead head(Stored stored, Optional<ByteRange> range, boolean checksums) {
        long size = stored.bytes.length;
        Optional<SentRange> sent = range.map(r -> new SentRange(
                r.first().orElse(size - r.last().orElse(0L)),
                r.first().isPresent() ? Math.min(size - 1, r.last().orElse(size - 1)) : size - 1,
                size));
        return new ObjectHead(
                etag(stored),
                size,
                sent.map(s -> s.last() - s.first() + 1).orElse(size),
                sent,
                MODIFIED,
                Optional.empty(),
                stored.put.headers(),
                stored.put.userMetadata(),
                new AppliedEncryption(Optional.of("AES256"), Optional.empty(), false),
                checksums && sent.isEmpty() ? stored.checksums : List.of(),
                stored.put.storageClass(),
                stored.put.tags().size(),
                Optional.empty(),
                Optional.empty());
    }

    private Object deleteAll(DeleteObjects delete) {
        return new DeleteObjects.Result(delete.targets().stream()
                .map(t -> {
                    boolean locked = t.key().startsWith("locked");
                    if (!locked) {
                        bucket(delete.bucket().value()).remove(t.key());
                    }
                    return new DeleteObjects.Outcome(
                            t.key(),
                            t.versionId(),
                            false,
                            Optional.empty(),
                            locked ? Optional.of("AccessDenied") : Optional.empty(),
                            locked ? Optional.of("Access Denied") : Optional.empty());
                })
                .toList());
    }

    private Object list(ListObjects list) {
        List<ListObjects.Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Stored> e : bucket(list.bucket().value()).entrySet()) {
            if (e.getKey().startsWith(list.prefix()) && e.getKey().compareTo(list.after()) > 0) {
                entries.add(new ListObjects.Entry(
                        e.getKey(),
                        MODIFIED,
                        etag(e.getValue()),
                        e.getValue().bytes.length,
                        "STANDARD",
                        List.of("crc32"),
                        Optional.of("FULL_OBJECT")));
            }
        }
        boolean more = entries.size() > list.maxKeys();
        List<ListObjects.Entry> page = more ? entries.subList(0, list.maxKeys()) : entries;
        return new ListObjects.Result(
                page, List.of(), more ? Optional.of(page.getLast().key()) : Optional.empty(), "owner");
    }

    private Stored find(String bucket, String key) {
        Stored stored = bucket(bucket).get(key);
        if (stored == null) {
            throw S3Error.NO_SUCH_KEY.with(Map.of("Key", key));
        }
        return stored;
    }

    private Map<String, Stored> bucket(String name) {
        Map<String, Stored> objects = buckets.get(name);
        if (objects == null) {
            throw S3Error.NO_SUCH_BUCKET.error();
        }
        return objects;
    }

    private static String etag(Stored stored) {
        return SigV4.sha256Hex(stored.bytes).substring(0, 32);
    }

    private static byte[] read(BodySource body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
