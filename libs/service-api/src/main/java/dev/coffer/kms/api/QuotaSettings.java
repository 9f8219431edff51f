package dev.coffer.kms.api;

import java.util.Map;

/**
 * Request quotas per second.
 *
 * @param enabled whether anything is throttled at all
 * @param symmetricPerSecond shared by the symmetric cryptographic operations
 * @param perSecond by operation, every operation that has a quota of its own
 */
public record QuotaSettings(boolean enabled, int symmetricPerSecond, Map<String, Integer> perSecond) {
    /** Copies the collections. */
    public QuotaSettings {
        perSecond = Map.copyOf(perSecond);
    }
}
