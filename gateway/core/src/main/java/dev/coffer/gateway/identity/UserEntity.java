package dev.coffer.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code gateway.iam_user}. */
@Entity
@Table(schema = "gateway", name = "iam_user")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class UserEntity {
    @EmbeddedId
    IdentityName key;

    @Column(name = "user_id", updatable = false)
    String userId;

    @Column(name = "policy_set_hash")
    String policySetHash;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    UserEntity() {}

    UserEntity(IdentityName key, String userId, String policySetHash, Instant createdAt) {
        this.key = key;
        this.userId = userId;
        this.policySetHash = policySetHash;
        this.createdAt = createdAt;
    }
}
