package dev.coffer.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A row of {@code gateway.policy_set}; {@code documents} is a JSON array of strings. */
@Entity
@Immutable
@Table(schema = "gateway", name = "policy_set")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class PolicySetEntity {
    @Id
    String hash;

    String documents;

    @Column(name = "created_at")
    Instant createdAt;

    PolicySetEntity() {}

    PolicySetEntity(PolicySet set, Instant createdAt) {
        this.hash = set.hash();
        this.documents = set.toJson();
        this.createdAt = createdAt;
    }
}
