package dev.coffer.kms.api;

import java.util.Map;
import java.util.Optional;

/**
 * The request quotas of the region.
 *
 * @param account the quotas of this account; none: of accounts without settings of their own
 */
public record GetQuotas(Optional<String> account) implements KmsAdministration<GetQuotas.Result> {
    /** The settings in force; {@code accounts} are those with settings of their own. */
    public record Result(
            String region,
            Optional<String> account,
            boolean enabled,
            int symmetricPerSecond,
            Map<String, Integer> perSecond,
            Map<String, QuotaSettings> accounts) {
        /** Copies the collections. */
        public Result {
            perSecond = Map.copyOf(perSecond);
            accounts = Map.copyOf(accounts);
        }
    }
}
