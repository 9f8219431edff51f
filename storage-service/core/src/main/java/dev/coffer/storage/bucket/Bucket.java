package dev.coffer.storage.bucket;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.EncryptionConfiguration;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.Versioning;
import java.util.Map;
import java.util.Optional;

/**
 * A bucket with its configuration, as it was when it was read.
 *
 * @param floor what decides where neither request nor {@code encryption} does
 * @param encryption the default encryption, where one was put
 */
public record Bucket(
        Region region,
        BucketName name,
        AccountId owner,
        String ownerCanonicalId,
        EncryptionFloor floor,
        Versioning versioning,
        Optional<EncryptionConfiguration> encryption,
        Optional<ReplicationConfiguration> replication,
        Map<String, String> tags) {

    /** Copies the tags. */
    public Bucket {
        tags = Map.copyOf(tags);
    }

    /** The version id as answers and events show it: buckets that never had versioning show none. */
    public Optional<String> shown(String versionId) {
        return versioning == Versioning.OFF ? Optional.empty() : Optional.of(versionId);
    }
}
