package dev.coffer.gateway.directory;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Statements;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.api.BucketName;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of {@code gateway.bucket}. Every change is one statement that names the state it comes from, so that instances
 * that race don't undo one another; what loses a race is refused as S3 refuses conflicting operations.
 */
@ApplicationScoped
public class StoredBucketDirectory implements BucketDirectory, BucketRegions {
    private static final String COLUMNS = "name, owner_account, owner_canonical_id, region, created_at, state";

    private final Database database;
    private final CofferClock clock;
    private final RegionStates states;
    private final RecentEntries recent = new RecentEntries();

    StoredBucketDirectory(Database database, CofferClock clock, RegionStates states) {
        this.database = database;
        this.clock = clock;
        this.states = states;
    }

    private record Stored(Entry entry, BucketState state) {}

    @Override
    public Optional<Entry> find(BucketName bucket) {
        Optional<Entry> known = recent.get(bucket);
        if (known.isPresent()) {
            return known;
        }
        long before = System.nanoTime();
        Optional<Entry> found = stored(database.statements(), bucket)
                .filter(stored -> stored.state == BucketState.ACTIVE)
                .map(Stored::entry);
        found.ifPresent(entry -> recent.put(entry, before));
        return found;
    }

    @Override
    public Optional<Region> regionOf(BucketName bucket) {
        Optional<Region> region = find(bucket).map(Entry::region);
        if (region.filter(states::isStopped).isPresent()) {
            throw S3Error.SERVICE_UNAVAILABLE.because("The region " + region.get() + " is stopped.");
        }
        return region;
    }

    /** @throws dev.coffer.aws.error.AwsException {@code OperationAborted} while the owner's own deletion is under way */
    @Override
    public Reservation reserve(BucketName bucket, AccountId owner, String ownerCanonicalId, Region region) {
        Instant now = clock.real();
        return database.transaction(statements -> {
            Optional<Entry> created = statements
                    .first(
                            "insert into gateway.bucket (" + COLUMNS + ", state_since)"
                                    + " values ($1, $2, $3, $4, $5, 'CREATING', $5)"
                                    + " on conflict (name) do nothing returning " + COLUMNS,
                            StoredBucketDirectory::read,
                            bucket.value(),
                            owner.value(),
                            ownerCanonicalId,
                            region.id(),
                            time(now))
                    .map(Stored::entry);
            return created.map(entry -> new Reservation(entry, true, false))
                    .orElseGet(() -> held(statements, bucket, owner, now));
        });
    }

    /** Somebody holds the name; a half-done creation by the same owner starts anew, so that the sweeper leaves it alone. */
    private Reservation held(Statements statements, BucketName bucket, AccountId owner, Instant now) {
        Stored stored = stored(statements, bucket).orElseThrow(S3Error.OPERATION_ABORTED::error);
        boolean own = stored.entry.owner().equals(owner);
        if (own && stored.state == BucketState.DELETING) {
            throw S3Error.OPERATION_ABORTED.error();
        }
        if (own && stored.state == BucketState.CREATING) {
            statements.update(
                    "update gateway.bucket set state_since = $2 where name = $1 and state = 'CREATING'",
                    bucket.value(),
                    time(now));
        }
        return new Reservation(stored.entry, false, stored.state == BucketState.ACTIVE);
    }

    /** @throws dev.coffer.aws.error.AwsException {@code OperationAborted} if the reservation is gone */
    @Override
    public void activate(BucketName bucket) {
        int changed = database.statements()
                .update(
                        "update gateway.bucket set state = 'ACTIVE', state_since = $2 where name = $1",
                        bucket.value(),
                        time(clock.real()));
        if (changed == 0) {
            throw S3Error.OPERATION_ABORTED.error();
        }
    }

    /** @throws dev.coffer.aws.error.AwsException {@code NoSuchBucket}; {@code OperationAborted} if another one deletes it */
    @Override
    public void markDeleting(BucketName bucket) {
        int changed = database.statements()
                .update(
                        "update gateway.bucket set state = 'DELETING', state_since = $2"
                                + " where name = $1 and state = 'ACTIVE'",
                        bucket.value(),
                        time(clock.real()));
        recent.forget(bucket);
        if (changed == 0) {
            throw stored(database.statements(), bucket)
                    .filter(stored -> stored.state == BucketState.DELETING)
                    .map(deleting -> S3Error.OPERATION_ABORTED.error())
                    .orElseGet(() -> S3Error.NO_SUCH_BUCKET.with(Map.of("BucketName", bucket.value())));
        }
    }

    /** An active bucket stays: what is removed was marked or reserved before. */
    @Override
    public void remove(BucketName bucket) {
        database.statements()
                .update("delete from gateway.bucket where name = $1 and state <> 'ACTIVE'", bucket.value());
        recent.forget(bucket);
    }

    @Override
    public List<Entry> list(AccountId owner, String prefix, String after, Optional<Region> region, int limit) {
        return database.statements()
                .query(
                        "select " + COLUMNS + " from gateway.bucket where owner_account = $1 and state = 'ACTIVE'"
                                + " and starts_with(name, $2) and name collate \"C\" > $3 collate \"C\""
                                + " and ($4 = '' or region = $4)"
                                + " order by name collate \"C\" limit $5",
                        row -> read(row).entry,
                        owner.value(),
                        prefix,
                        after,
                        region.map(Region::id).orElse(""),
                        limit);
    }

    /** Creations and deletions that have been under way since before {@code before}, the oldest first. */
    List<Half> halves(Instant before, int limit) {
        return database.statements()
                .query(
                        "select " + COLUMNS + ", state_since from gateway.bucket"
                                + " where state <> 'ACTIVE' and state_since < $1 order by state_since limit $2",
                        row -> {
                            Stored stored = read(row);
                            return new Half(
                                    stored.entry,
                                    stored.state,
                                    row.getOffsetDateTime("state_since").toInstant());
                        },
                        time(before),
                        limit);
    }

    /** Ends what was left half done, unless somebody has gone on with it meanwhile. */
    boolean settle(Half half, boolean regionHasIt) {
        String condition = " where name = $1 and state = $2 and state_since = $3";
        int changed = regionHasIt
                ? database.statements()
                        .update(
                                "update gateway.bucket set state = 'ACTIVE', state_since = $4" + condition,
                                half.entry.bucket().value(),
                                half.state.name(),
                                time(half.since),
                                time(clock.real()))
                : database.statements()
                        .update(
                                "delete from gateway.bucket" + condition,
                                half.entry.bucket().value(),
                                half.state.name(),
                                time(half.since));
        return changed == 1;
    }

    /** A creation or deletion that its gateway has not finished. */
    record Half(Entry entry, BucketState state, Instant since) {}

    private static Optional<Stored> stored(Statements statements, BucketName bucket) {
        return statements.first(
                "select " + COLUMNS + " from gateway.bucket where name = $1",
                StoredBucketDirectory::read,
                bucket.value());
    }

    private static Stored read(Row row) {
        Entry entry = new Entry(
                new BucketName(row.getString("name")),
                new AccountId(row.getString("owner_account")),
                row.getString("owner_canonical_id"),
                new Region(row.getString("region")),
                row.getOffsetDateTime("created_at").toInstant());
        return new Stored(entry, BucketState.valueOf(row.getString("state")));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
