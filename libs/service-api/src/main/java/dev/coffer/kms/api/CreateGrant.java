package dev.coffer.kms.api;

import java.util.List;
import java.util.Optional;

/**
 * Lets a principal use a key for some operations.
 *
 * @param keyId id or ARN, as the client sent it
 * @param granteePrincipal an ARN
 * @param operations such as {@code Decrypt}, at least one
 * @param name a second request with the same name and members answers the first one's grant
 */
public record CreateGrant(
        String keyId,
        String granteePrincipal,
        Optional<String> retiringPrincipal,
        List<String> operations,
        Optional<GrantConstraints> constraints,
        List<String> grantTokens,
        Optional<String> name)
        implements KmsControlOperation<CreateGrant.Result> {
    /** Copies the collections. */
    public CreateGrant {
        operations = List.copyOf(operations);
        grantTokens = List.copyOf(grantTokens);
    }

    /** The grant; with its token it can be used before every region knows it. */
    public record Result(String grantToken, String grantId) {}
}
