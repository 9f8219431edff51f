package dev.coffer.kms.quota;

import dev.coffer.aws.Region;
import dev.coffer.kms.api.QuotaSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of one region, as they were changed, over AWS's table. Immutable. An account's setting wins over the
 * region's, which wins over the table.
 *
 * @param changed by account ({@code ""}: whoever has none) and by name: {@link #ENABLED} (0 or 1), {@link
 *     QuotaTable#SYMMETRIC}, or an operation
 */
public record QuotaSettingsTable(Region region, Map<String, Map<String, Integer>> changed) {
    /** Whether calls are throttled at all. */
    public static final String ENABLED = "enabled";

    /** The settings of accounts that have none of their own. */
    public static final String EVERYBODY = "";

    /** Copies the maps. */
    public QuotaSettingsTable {
        Map<String, Map<String, Integer>> copy = new HashMap<>();
        changed.forEach((account, settings) -> copy.put(account, Map.copyOf(settings)));
        changed = Map.copyOf(copy);
    }

    /** Whether the account's calls are throttled. */
    public boolean enabled(String account) {
        return value(account, ENABLED, 1) != 0;
    }

    /** The account's quota per second of this name. */
    public int perSecond(String account, String quota) {
        return value(
                account,
                quota,
                quota.equals(QuotaTable.SYMMETRIC)
                        ? QuotaTable.symmetric(region)
                        : QuotaTable.perOperation().getOrDefault(quota, Integer.MAX_VALUE));
    }

    /** Everything in force for an account. */
    public QuotaSettings of(String account) {
        Map<String, Integer> perSecond = new TreeMap<>();
        QuotaTable.perOperation().keySet().forEach(name -> perSecond.put(name, perSecond(account, name)));
        return new QuotaSettings(enabled(account), perSecond(account, QuotaTable.SYMMETRIC), perSecond);
    }

    private int value(String account, String name, int usual) {
        Integer own = changed.getOrDefault(account, Map.of()).get(name);
        return own != null ? own : changed.getOrDefault(EVERYBODY, Map.of()).getOrDefault(name, usual);
    }
}
