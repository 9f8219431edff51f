package dev.coffer.kms.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether and when a key is rotated.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record GetKeyRotationStatus(String keyId) implements KmsControlOperation<GetKeyRotationStatus.Result> {
    /** The status; {@code keyId} is the key's ARN. */
    public record Result(
            boolean keyRotationEnabled,
            String keyId,
            Optional<Integer> rotationPeriodInDays,
            Optional<Instant> nextRotationDate,
            Optional<Instant> onDemandRotationStartDate) {}
}
