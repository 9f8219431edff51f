package dev.coffer.storage.api;

import dev.coffer.aws.AccountId;
import java.util.Optional;

/**
 * What a source of replication has to know of a destination bucket, wherever that is.
 */
public interface DestinationBuckets {

    /** The bucket, if there is one of that name in any region. Blocks. */
    Optional<Destination> find(BucketName bucket);

    /** A possible destination. */
    record Destination(AccountId owner, Versioning versioning) {}
}
