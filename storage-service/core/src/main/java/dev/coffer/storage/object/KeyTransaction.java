package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
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
import org.jspecify.annotations.Nullable;

/**
 * Changes of different keys of one region in one transaction: locks, one read of all the keys' states, decisions, and the
 * effects of all of them statement by statement. So that many changes share a commit, and none sees another half done.
 */
final class KeyTransaction {
    private static final String STATES = "select c.ordinal, v.* from"
            + " unnest($2::text[], $3::bytea[], $4::text[]) with ordinality as c(bucket, key, version_id, ordinal)"
            + " cross join lateral ("
            + " (select " + VersionRows.COLUMNS + " from storage.object_version"
            + " where region = $1 and bucket = c.bucket and key = c.key order by sequencer desc, version_id desc limit 2)"
            + " union all"
            + " (select " + VersionRows.COLUMNS + " from storage.object_version"
            + " where region = $1 and bucket = c.bucket and key = c.key and version_id in ('null', c.version_id))"
            + ") v";

    private final Statements transaction;
    private final Region region;
    private final Instant now;

    KeyTransaction(Statements transaction, Region region, Instant now) {
        this.transaction = transaction;
        this.region = region;
        this.now = now;
    }

    /** What became of a change: its effects, or the refusal. */
    record Decided<R>(
            KeyChange<R> change,
            @Nullable Effects<R> effects,
            @Nullable AwsException refusal) {}

    /** What all of it left to do after the commit. */
    record Done(List<Decided<?>> decided, List<BlobName> freed, boolean told) {}

    Done run(List<KeyChange<?>> changes) {
        Locks.shared(transaction, numbers(changes, c -> Locks.ofBucket(region, c.bucket())));
        Instant databaseClock =
                Locks.exclusively(transaction, numbers(changes, c -> Locks.ofKey(region, c.bucket(), c.key())));
        Map<BucketName, Bucket> buckets = Buckets.within(
                transaction,
                region,
                changes.stream().<BucketName>map(KeyChange::bucket).toList());
        List<List<StoredVersion>> states = states(changes);
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
                change.within(transaction);
            }
            return new Decided<>(change, change.decide(state(bucket, change, rows, databaseClock)), null);
        } catch (AwsException refused) {
            if (change.standsAlone()) {
                throw refused; // and what its own statements did is rolled back
            }
            return new Decided<>(change, null, refused);
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
        List<StoredVersion> removed =
                effects.stream().flatMap(e -> e.removed().stream()).toList();
        List<BlobName> freed = new ArrayList<>(removed.stream()
                .filter(v -> !v.deleteMarker() && v.content().parts() == 0)
                .map(StoredVersion::blob)
                .toList());
        VersionRows.delete(transaction, removed);
        freed.addAll(VersionRows.deleteParts(
                transaction,
                region,
                effects.stream().flatMap(e -> e.removedWithParts().stream()).toList()));
        demote(decided);
        VersionRows.insert(
                transaction,
                effects.stream().flatMap(e -> e.inserted().stream()).toList());
        VersionRows.setLatest(
                transaction,
                true,
                effects.stream().flatMap(e -> e.promoted().stream()).toList());
        VersionRows.update(
                transaction, effects.stream().flatMap(e -> e.updated().stream()).toList());
        for (Effects<?> one : effects) {
            one.inserted().ifPresent(v -> VersionRows.insertParts(transaction, region, v.objectId(), one.parts()));
        }
        List<OutboxMessage> messages = effects.stream()
                .flatMap(e -> e.events().stream())
                .map(OutboxMessage::of)
                .toList();
        OutboxRows.append(transaction, messages);
        return new Done(decided, freed, !messages.isEmpty());
    }

    /** Ahead of the inserts: at no moment has a key two latest versions. */
    private void demote(List<Decided<?>> decided) {
        List<io.vertx.sqlclient.Tuple> keys = decided.stream()
                .filter(d -> d.effects() != null && d.effects().demotes())
                .map(d -> io.vertx.sqlclient.Tuple.of(
                        region.id(), d.change().bucket().value(), VersionRows.bytes(key(d))))
                .toList();
        transaction.batch(
                "update storage.object_version set latest = false"
                        + " where region = $1 and bucket = $2 and key = $3 and latest",
                keys);
    }

    private static ObjectKey key(Decided<?> decided) {
        return decided.change().key();
    }

    private static List<Long> numbers(List<KeyChange<?>> changes, Function<KeyChange<?>, Long> number) {
        return changes.stream().map(number).toList();
    }
}
