package dev.coffer.kms.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Disables a key and deletes it for good after a waiting time.
 *
 * @param keyId id or ARN, as the client sent it
 * @param pendingWindowInDays 7 to 30, or none: 30
 */
public record ScheduleKeyDeletion(String keyId, Optional<Integer> pendingWindowInDays)
        implements KmsControlOperation<ScheduleKeyDeletion.Result> {
    /** When it will be; {@code keyId} is the key's ARN. */
    public record Result(String keyId, Instant deletionDate, String keyState, int pendingWindowInDays) {}
}
