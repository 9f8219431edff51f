package dev.coffer.kms.api;

import dev.coffer.api.Nothing;
import java.util.Optional;

/**
 * New key material every so often, without a change of the key's id.
 *
 * @param keyId id or ARN, as the client sent it
 * @param rotationPeriodInDays 90 to 2,560, or none: 365, or what was set before
 */
public record EnableKeyRotation(String keyId, Optional<Integer> rotationPeriodInDays)
        implements KmsControlOperation<Nothing> {}
