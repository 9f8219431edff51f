package dev.coffer.kms.key;

import dev.coffer.envelope.EncryptionContext;
import dev.coffer.kms.grant.KeyGrant;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A grant's row. */
@Entity
@Table(schema = "kms", name = "key_grant")
class GrantEntity {
    @EmbeddedId
    Id id = new Id("", "", "");

    @Column
    @Nullable
    String name;

    @Column(nullable = false)
    String grantee = "";

    @Column
    @Nullable
    String retiring;

    @Column(name = "issuing_account", nullable = false)
    String issuingAccount = "";

    @Column(nullable = false)
    String operations = "";

    @Column(name = "constraint_type", nullable = false)
    String constraintType = "";

    @Column(nullable = false)
    String context = "";

    @Column(name = "created_at", nullable = false)
    Instant createdAt = Instant.EPOCH;

    KeyGrant grant() {
        EncryptionContext pairs = EncryptionContext.of(ContextJson.read(context));
        return new KeyGrant(
                id.grantId(),
                Optional.ofNullable(name),
                grantee,
                Optional.ofNullable(retiring),
                issuingAccount,
                Set.of(operations.split(",")),
                switch (constraintType) {
                    case "SUBSET" -> new KeyGrant.ContextSubset(pairs);
                    case "EQUALS" -> new KeyGrant.ContextEquals(pairs);
                    default -> new KeyGrant.AnyContext();
                },
                createdAt);
    }

    static GrantEntity of(KeyId key, KeyGrant grant) {
        GrantEntity row = new GrantEntity();
        row.id = new Id(key.region().id(), key.uuid(), grant.id());
        row.name = grant.name().orElse(null);
        row.grantee = grant.grantee();
        row.retiring = grant.retiring().orElse(null);
        row.issuingAccount = grant.issuingAccount();
        row.operations = String.join(",", new TreeSet<>(grant.operations()));
        row.createdAt = grant.createdAt();
        switch (grant.constraint()) {
            case KeyGrant.AnyContext any -> row.constrain("ANY", EncryptionContext.EMPTY);
            case KeyGrant.ContextSubset subset -> row.constrain("SUBSET", subset.pairs());
            case KeyGrant.ContextEquals equal -> row.constrain("EQUALS", equal.pairs());
        }
        return row;
    }

    private void constrain(String type, EncryptionContext pairs) {
        constraintType = type;
        context = ContextJson.write(pairs.pairs());
    }

    /** The primary key. */
    @Embeddable
    record Id(
            @Column(name = "region") String region,
            @Column(name = "key_id") String keyId,
            @Column(name = "grant_id") String grantId) {}
}
