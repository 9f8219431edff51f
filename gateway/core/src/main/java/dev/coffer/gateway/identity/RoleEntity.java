package dev.coffer.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code gateway.iam_role}. */
@Entity
@Table(schema = "gateway", name = "iam_role")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class RoleEntity {
    @EmbeddedId
    IdentityName key;

    @Column(name = "role_id", updatable = false)
    String roleId;

    @Column(name = "trust_policy")
    String trustPolicy;

    @Column(name = "policy_set_hash")
    String policySetHash;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    RoleEntity() {}

    RoleEntity(IdentityName key, String roleId, String trustPolicy, String policySetHash, Instant createdAt) {
        this.key = key;
        this.roleId = roleId;
        this.trustPolicy = trustPolicy;
        this.policySetHash = policySetHash;
        this.createdAt = createdAt;
    }
}
