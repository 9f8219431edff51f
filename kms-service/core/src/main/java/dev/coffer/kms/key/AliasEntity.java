package dev.coffer.kms.key;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** An alias's row. */
@Entity
@Table(schema = "kms", name = "key_alias")
class AliasEntity {
    @EmbeddedId
    Id id = new Id("", "", "");

    @Column(name = "key_id", nullable = false)
    String keyId = "";

    @Column(name = "created_at", nullable = false)
    Instant createdAt = Instant.EPOCH;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt = Instant.EPOCH;

    /** The primary key. */
    @Embeddable
    record Id(
            @Column(name = "region") String region,
            @Column(name = "account") String account,
            @Column(name = "name") String name) {}
}
