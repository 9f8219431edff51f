package dev.coffer.kms.api;

import java.util.Map;
import java.util.Optional;

/**
 * Changes request quotas of the region; in force within a second on every instance. What is not given stays.
 *
 * @param account this account's; none: those of accounts without settings of their own
 * @param perSecond by operation, such as {@code DescribeKey}
 */
public record PutQuota(
        Optional<String> account,
        Optional<Boolean> enabled,
        Optional<Integer> symmetricPerSecond,
        Map<String, Integer> perSecond)
        implements KmsAdministration<GetQuotas.Result> {
    /** Copies the collections. */
    public PutQuota {
        perSecond = Map.copyOf(perSecond);
    }
}
