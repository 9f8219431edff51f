package dev.coffer.storage.bucket;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.EncryptionConfiguration;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.metadata.ConfigurationJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@code storage.bucket}. Configurations are kept as the JSON of their records. */
@Entity
@Table(schema = "storage", name = "bucket")
@IdClass(BucketEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class BucketEntity {
    @Id
    String region;

    @Id
    String name;

    @Column(name = "owner_account", updatable = false)
    String ownerAccount;

    @Column(name = "owner_canonical_id", updatable = false)
    String ownerCanonicalId;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "encryption_floor", updatable = false)
    String encryptionFloor;

    @Enumerated(EnumType.STRING)
    Versioning versioning = Versioning.OFF;

    @Nullable
    String encryption;

    @Nullable
    String replication;

    @Nullable
    String tags;

    @Version
    long revision;

    /** The primary key. */
    record Key(String region, String name) implements Serializable {}

    Key id() {
        return new Key(region, name);
    }

    static Key key(Region region, BucketName name) {
        return new Key(region.id(), name.value());
    }

    void encryption(Optional<EncryptionConfiguration> configuration) {
        encryption = configuration.map(ConfigurationJson::write).orElse(null);
    }

    void replication(Optional<ReplicationConfiguration> configuration) {
        replication = configuration.map(ConfigurationJson::write).orElse(null);
    }

    void tags(Map<String, String> newTags) {
        tags = newTags.isEmpty() ? null : ConfigurationJson.write(newTags);
    }

    Bucket toBucket() {
        return new Bucket(
                new Region(region),
                new BucketName(name),
                new AccountId(ownerAccount),
                ownerCanonicalId,
                EncryptionFloor.parse(encryptionFloor),
                versioning,
                Optional.ofNullable(encryption).map(ConfigurationJson::encryption),
                Optional.ofNullable(replication).map(ConfigurationJson::replication),
                Optional.ofNullable(tags).map(ConfigurationJson::tags).orElse(Map.of()));
    }
}
