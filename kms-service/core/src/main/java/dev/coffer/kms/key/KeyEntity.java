package dev.coffer.kms.key;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key's row. */
@Entity
@Table(schema = "kms", name = "kms_key")
class KeyEntity {
    @EmbeddedId
    Id id = new Id("", "");

    @Column(nullable = false)
    String account = "";

    @Column(nullable = false)
    String manager = "";

    @Column(nullable = false)
    String state = "";

    @Column(name = "deletion_date")
    @Nullable
    Instant deletionDate;

    @Column(nullable = false)
    String description = "";

    @Column(name = "created_at", nullable = false)
    Instant createdAt = Instant.EPOCH;

    @Column(name = "rotation_days", nullable = false)
    int rotationDays;

    @Column(name = "next_rotation")
    @Nullable
    Instant nextRotation;

    @Column(nullable = false)
    String policy = "";

    @Column(nullable = false)
    long revision;

    /** The primary key. */
    @Embeddable
    record Id(
            @Column(name = "region") String region,
            @Column(name = "key_id") String keyId) {}
}
