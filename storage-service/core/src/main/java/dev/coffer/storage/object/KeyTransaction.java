package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Pending;
import dev.coffer.platform.sql.Pipeline;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.outbox.OutboxMessage;
import dev.coffer.storage.outbox.OutboxRows;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes of different keys of one region in one transaction: locks, one read of all the keys' states, decisions, and the
 * effects of all of them. So that many changes share a commit, and none sees another half done. Two round trips: what is
 * needed for the decisions, and what follows from them, with the commit.
 */
final class KeyTransaction {
    static final String STATES = "select c.ordinal, v.* from"
            + " unnest($2::text[], $3::bytea[], $4::text[]) with ordinality as c(bucket, key, version_id, ordinal)"
            + " cross join lateral ("
            + " (select " + VersionRows.COLUMNS + " from storage.object_version"
            + " where region = $1 and bucket = c.bucket and key = c.key order by sequencer desc, version_id desc limit 2)"
            + " union all"
            + " (select " + VersionRows.COLUMNS + " from storage.object_version"
            + " where region = $1 and bucket = c.bucket and key = c.key and version_id in ('null', c.version_id))"
            + ") v";

    private final Pipeline transaction;
    private final Region region;
    private final Instant now;

    KeyTransaction(Pipeline transaction, Region region, Instant now) {
        this.transaction = transaction;
        this.region = region;
        this.now = now;
    }

    /** What became of a change: its effects and what is told of them, or why there are none. */
    record Decided<R>(
            KeyChange<R> change,
            @Nullable Effects<R> effects,
            List<OutboxMessage> messages,
            @Nullable RuntimeException refusal) {}

    /**
     * What all of it left to do after the commit.
     *
     * @param blobs that no row names any more
     */
    record Done(List<Decided<?>> decided, List<Pending<List<BlobName>>> blobs, boolean told) {
        List<BlobName> freed() {
            return blobs.stream().flatMap(some -> some.get().stream()).toList();
        }
    }

    Done run(List<KeyChange<?>> changes) {
        Locks.shared(transaction, numbers(changes, c -> Locks.ofBucket(region, c.bucket())));
        Pending<List<Instant>> locked =
                Locks.exclusively(transaction, numbers(changes, c -> Locks.ofKey(region, c.bucket(), c.key())));
        Pending<List<Bucket>> found = Buckets.within(
                transaction,
                region,
                changes.stream().<BucketName>map(KeyChange::bucket).toList());
        List<List<StoredVersion>> states = states(changes);
        Map<BucketName, Bucket> buckets =
                found.get().stream().collect(Collectors.toMap(Bucket::name, Function.identity()));
        Instant databaseClock = locked.get().getLast();
        List<Decided<?>> decided = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            decided.add(decide(changes.get(i), buckets, states.get(i), databaseClock));
        }
        return apply(decided);
    }

    private <R> Decided<R> decide(
            KeyChange<R> change, Map<BucketName, Bucket> buckets, List<StoredVersion> rows, Instant databaseClock) {
        try {
            Bucket bucket = Optional.ofNullable(buckets.get(change.bucket()))
                    .orElseThrow(() -> Buckets.missing(change.bucket()));
            if (change.standsAlone()) {
                change.within(transaction.statements());
            }
            Effects<R> effects = change.decide(state(bucket, change, rows, databaseClock));
            List<OutboxMessage> messages =
                    effects.events().stream().map(OutboxMessage::of).toList();
            return new Decided<>(change, effects, messages, null);
        } catch (RuntimeException refused) {
            if (change.standsAlone()) {
                throw refused; // and what its own statements did is rolled back
            }
            return new Decided<>(change, null, List.of(), refused);
        }
    }

    private KeyState state(Bucket bucket, KeyChange<?> change, List<StoredVersion> rows, Instant databaseClock) {
        Map<ObjectId, StoredVersion> distinct = new HashMap<>();
        rows.forEach(v -> distinct.put(v.objectId(), v));
        List<StoredVersion> newest = distinct.values().stream()
                .sorted(java.util.Comparator.comparingLong(StoredVersion::sequencer)
                        .reversed())
                .limit(2)
                .toList();
        Function<String, Optional<StoredVersion>> byId = id ->
                distinct.values().stream().filter(v -> v.versionId().equals(id)).findFirst();
        return new KeyState(
                bucket,
                newest,
                byId.apply(VersionIds.NULL),
                change.named().flatMap(byId),
                KeyState.sequencerAfter(newest.stream().findFirst(), databaseClock),
                now);
    }

    private List<List<StoredVersion>> states(List<KeyChange<?>> changes) {
        List<List<StoredVersion>> states = new ArrayList<>();
        changes.forEach(c -> states.add(new ArrayList<>()));
        transaction
                .query(
                        STATES,
                        KeyTransaction::readState,
                        region.id(),
                        changes.stream().map(c -> c.bucket().value()).toArray(String[]::new),
                        changes.stream().map(c -> VersionRows.bytes(c.key())).toArray(Buffer[]::new),
                        changes.stream()
                                .map(c -> c.named().orElse(VersionIds.NULL))
                                .toArray(String[]::new))
                .get()
                .forEach(row -> states.get(row.index()).add(row.version()));
        return states;
    }

    private record StateRow(int index, StoredVersion version) {}

    private static StateRow readState(Row row) {
        return new StateRow((int) (row.getLong("ordinal") - 1), VersionRows.read(row));
    }

    private Done apply(List<Decided<?>> decided) {
        List<Effects<?>> effects = new ArrayList<>();
        for (Decided<?> one : decided) {
            if (one.effects() != null) {
                effects.add(one.effects());
            }
        }
        List<StoredVersion> removed = all(effects, e -> e.removed().stream());
        List<ObjectId> inParts = all(effects, e -> e.removedWithParts().stream());
        List<OutboxMessage> messages =
                decided.stream().flatMap(d -> d.messages().stream()).toList();
        List<Pending<List<BlobName>>> blobs = new ArrayList<>();
        if (!removed.isEmpty()) {
            blobs.add(VersionRows.delete(transaction, region, removed));
        }
        if (!inParts.isEmpty()) {
            blobs.add(VersionRows.deleteParts(transaction, region, inParts));
        }
        // Ahead of the inserts: at no moment has a key two latest versions.
        VersionRows.setLatest(transaction, false, all(effects, e -> e.demoted().stream()));
        VersionRows.insert(transaction, all(effects, e -> e.inserted().stream()));
        VersionRows.setLatest(transaction, true, all(effects, e -> e.promoted().stream()));
        VersionRows.update(transaction, all(effects, e -> e.updated().stream()));
        for (Effects<?> one : effects) {
            one.inserted().ifPresent(v -> VersionRows.insertParts(transaction, region, v.objectId(), one.parts()));
        }
        OutboxRows.append(transaction, messages);
        return new Done(decided, blobs, !messages.isEmpty());
    }

    private static <T> List<T> all(List<Effects<?>> effects, Function<Effects<?>, Stream<T>> part) {
        return effects.stream().flatMap(part).toList();
    }

    private static List<Long> numbers(List<KeyChange<?>> changes, Function<KeyChange<?>, Long> number) {
        return changes.stream().map(number).toList();
    }
}
