package dev.coffer.kms.quota;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.kms.api.GetQuotas;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.PutQuota;
import dev.coffer.kms.api.QuotaSettings;
import dev.coffer.kms.call.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reading and changing the quotas. */
public final class QuotaAdministration {
    private static final int MOST = 10_000_000;

    private final Quotas quotas;
    private final QuotaRows rows;

    /** Changes go to {@code rows} first. */
    public QuotaAdministration(Quotas quotas, QuotaRows rows) {
        this.quotas = quotas;
        this.rows = rows;
    }

    /** {@code GetQuotas}. */
    public GetQuotas.Result get(GetQuotas op, Region region) {
        op.account().ifPresent(QuotaAdministration::requireAccount);
        return result(quotas.settings(region), op.account());
    }

    /** {@code PutQuota}: in force here when it returns, on other instances within a second. */
    public GetQuotas.Result put(PutQuota op, Region region) {
        op.account().ifPresent(QuotaAdministration::requireAccount);
        Map<String, Integer> settings = new HashMap<>();
        op.enabled().ifPresent(on -> settings.put(QuotaSettingsTable.ENABLED, on ? 1 : 0));
        op.symmetricPerSecond()
                .ifPresent(n -> settings.put(QuotaTable.SYMMETRIC, Limits.range("symmetricPerSecond", n, 0, MOST)));
        op.perSecond().forEach((name, n) -> {
            if (!QuotaTable.perOperation().containsKey(name)) {
                throw KmsError.VALIDATION.because("There is no quota of the name " + name);
            }
            settings.put(name, Limits.range("perSecond." + name, n, 0, MOST));
        });
        QuotaSettingsTable changed = rows.change(region, op.account().orElse(QuotaSettingsTable.EVERYBODY), settings);
        quotas.set(changed);
        return result(changed, op.account());
    }

    private static GetQuotas.Result result(QuotaSettingsTable settings, Optional<String> account) {
        QuotaSettings inForce = settings.of(account.orElse(QuotaSettingsTable.EVERYBODY));
        Map<String, QuotaSettings> accounts = new HashMap<>();
        settings.changed().keySet().stream()
                .filter(name -> !name.equals(QuotaSettingsTable.EVERYBODY))
                .forEach(name -> accounts.put(name, settings.of(name)));
        return new GetQuotas.Result(
                settings.region().id(),
                account,
                inForce.enabled(),
                inForce.symmetricPerSecond(),
                inForce.perSecond(),
                accounts);
    }

    private static void requireAccount(String account) {
        try {
            new AccountId(account);
        } catch (IllegalArgumentException e) {
            throw Limits.invalid(account, "account", "Member must be twelve digits");
        }
    }
}
