package dev.coffer.kms.api;

import dev.coffer.api.Nothing;
import java.util.Optional;

/**
 * Ends a grant, by whom it was made for.
 *
 * @param keyId the key's ARN, with {@code grantId}; or else {@code grantToken}
 */
public record RetireGrant(Optional<String> grantToken, Optional<String> keyId, Optional<String> grantId)
        implements KmsControlOperation<Nothing> {}
