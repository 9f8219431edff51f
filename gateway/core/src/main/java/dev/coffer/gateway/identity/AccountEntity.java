package dev.coffer.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code gateway.account}. */
@Entity
@Table(schema = "gateway", name = "account")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class AccountEntity {
    @Id
    String id;

    @Column(name = "canonical_id", updatable = false)
    String canonicalId;

    String name;

    String email;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    AccountEntity() {}

    AccountEntity(String id, String canonicalId, String name, String email, Instant createdAt) {
        this.id = id;
        this.canonicalId = canonicalId;
        this.name = name;
        this.email = email;
        this.createdAt = createdAt;
    }
}
