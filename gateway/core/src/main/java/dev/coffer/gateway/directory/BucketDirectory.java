package dev.coffer.gateway.directory;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.storage.api.BucketName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The global bucket directory: names are unique over all regions and accounts. A bucket is made in three steps: its row
 * CREATING, the region creates (idempotently), the row ACTIVE; deletion is the reverse; a sweeper finishes halves. Only
 * ACTIVE entries are found.
 */
public interface BucketDirectory {

    /** The bucket, wherever it is. Cached for at most a second. */
    Optional<Entry> find(BucketName bucket);

    /**
     * Reserves a name.
     *
     * @return the entry that holds the name now: the new one, or the one that was there (compare its owner and region)
     */
    Reservation reserve(BucketName bucket, AccountId owner, String ownerCanonicalId, Region region);

    /** Makes a reserved bucket visible. */
    void activate(BucketName bucket);

    /** Hides a bucket that its region is about to delete; {@link #activate} undoes it. */
    void markDeleting(BucketName bucket);

    /** Forgets a bucket that its region has deleted, or a reservation that failed. */
    void remove(BucketName bucket);

    /** An account's active buckets by name, after {@code after} (exclusive), beginning with {@code prefix}. */
    List<Entry> list(AccountId owner, String prefix, String after, Optional<Region> region, int limit);

    /** One bucket. */
    record Entry(BucketName bucket, AccountId owner, String ownerCanonicalId, Region region, Instant createdAt) {}

    /** A name that is reserved now. */
    record Reservation(Entry entry, boolean created, boolean active) {}
}
