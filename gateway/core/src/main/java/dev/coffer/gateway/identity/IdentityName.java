package dev.coffer.gateway.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** The name of a user or role within its account: the key of their rows. */
@Embeddable
record IdentityName(
        @Column(name = "account_id") String accountId,
        @Column(name = "name") String name) implements Serializable {}
