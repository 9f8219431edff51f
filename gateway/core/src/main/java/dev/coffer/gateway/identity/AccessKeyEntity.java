package dev.coffer.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code gateway.access_key}; its secret is sealed. */
@Entity
@Table(schema = "gateway", name = "access_key")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class AccessKeyEntity {
    @Id
    String id;

    @Column(name = "account_id", updatable = false)
    String accountId;

    /** Null: the account's root. */
    @Column(name = "user_name", updatable = false)
    @Nullable
    String userName;

    @Column(name = "sealed_secret", updatable = false)
    byte[] sealedSecret;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    AccessKeyEntity() {}

    AccessKeyEntity(String id, String accountId, @Nullable String userName, byte[] sealedSecret, Instant createdAt) {
        this.id = id;
        this.accountId = accountId;
        this.userName = userName;
        this.sealedSecret = sealedSecret;
        this.createdAt = createdAt;
    }
}
