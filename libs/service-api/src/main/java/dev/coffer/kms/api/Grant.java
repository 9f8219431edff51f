package dev.coffer.kms.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A grant as KMS lists it; {@code keyId} is the key's ARN. */
public record Grant(
        String keyId,
        String grantId,
        Optional<String> name,
        Instant creationDate,
        String granteePrincipal,
        Optional<String> retiringPrincipal,
        String issuingAccount,
        List<String> operations,
        Optional<GrantConstraints> constraints) {
    /** Copies the collections. */
    public Grant {
        operations = List.copyOf(operations);
    }
}
