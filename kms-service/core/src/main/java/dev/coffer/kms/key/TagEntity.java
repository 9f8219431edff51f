package dev.coffer.kms.key;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A tag's row. */
@Entity
@Table(schema = "kms", name = "key_tag")
class TagEntity {
    @EmbeddedId
    Id id = new Id("", "", "");

    @Column(nullable = false)
    String value = "";

    /** The primary key. */
    @Embeddable
    record Id(
            @Column(name = "region") String region,
            @Column(name = "key_id") String keyId,
            @Column(name = "tag_key") String tagKey) {}
}
