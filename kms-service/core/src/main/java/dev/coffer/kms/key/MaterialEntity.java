package dev.coffer.kms.key;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A backing key's row: wrapped by the root key. */
@Entity
@Table(schema = "kms", name = "key_material")
class MaterialEntity {
    @EmbeddedId
    Id id = new Id("", "", 0);

    @Column(name = "material_id", nullable = false)
    String materialId = "";

    @Column(name = "created_at", nullable = false)
    Instant createdAt = Instant.EPOCH;

    @Column(name = "rotation_type")
    @Nullable
    String rotationType;

    @Column(nullable = false)
    byte[] wrapped = {};

    /** The primary key. */
    @Embeddable
    record Id(
            @Column(name = "region") String region,
            @Column(name = "key_id") String keyId,
            @Column(name = "version") int version) {}
}
