package dev.coffer.gateway.admin;

import dev.coffer.aws.Region;
import dev.coffer.gateway.identity.IdentityErrors;
import dev.coffer.kms.api.GetQuotas;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.PutQuota;
import dev.coffer.kms.api.Usage;
import dev.coffer.platform.config.ServedRegions;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** KMS's request quotas and cost meter. */
@ApplicationScoped
class KmsResource implements AdminResource {
    private static final int MAX_PER_SECOND = 10_000_000;

    private final ServedRegions regions;
    private final KmsApi kms;

    KmsResource(ServedRegions regions, KmsApi kms) {
        this.regions = regions;
        this.kms = kms;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/kms/quotas/{region}",
                        "GetKmsQuotas",
                        Set.of("account"),
                        call -> kms.call(
                                new GetQuotas(call.optional("account")), served(call.region("region")), call.caller())),
                Route.put("/kms/quotas/{region}", "PutKmsQuotas", this::putQuotas),
                Route.get("/kms/usage", "GetKmsUsage", Set.of("region", "from", "to", "groupBy"), this::usage));
    }

    private Object putQuotas(AdminCall call) {
        JsonFields fields =
                call.fields().only("a quota", Set.of("account", "enabled", "symmetricPerSecond", "perSecond"));
        return kms.call(
                new PutQuota(
                        fields.text("account"),
                        fields.flag("enabled"),
                        fields.integer("symmetricPerSecond", 1, MAX_PER_SECOND),
                        fields.integers("perSecond", 1, MAX_PER_SECOND)),
                served(call.region("region")),
                call.caller());
    }

    /** One region's meter, or the sum over all regions, grouped by region too. */
    private Object usage(AdminCall call) {
        List<String> groupBy = call.list("groupBy");
        if (call.optional("region").isPresent()) {
            return usage(call, served(call.optionalRegion("region").orElseThrow()), groupBy);
        }
        List<String> withRegion =
                Stream.concat(groupBy.stream(), Stream.of("region")).distinct().toList();
        List<Usage.Row> rows = new ArrayList<>();
        Usage.Row total = new Usage.Row(Map.of(), 0, 0, 0, BigDecimal.ZERO);
        BigDecimal keysUsd = BigDecimal.ZERO;
        for (Region region : regions.all()) {
            Usage.Result one = usage(call, region, withRegion);
            rows.addAll(one.rows());
            total = sum(total, one.total());
            keysUsd = keysUsd.add(one.keysUsd());
        }
        return new Usage.Result(rows, total, keysUsd);
    }

    private Usage.Result usage(AdminCall call, Region region, List<String> groupBy) {
        return kms.call(
                new Usage(call.optionalInstant("from"), call.optionalInstant("to"), groupBy), region, call.caller());
    }

    private Region served(Region region) {
        if (!regions.serves(region)) {
            throw IdentityErrors.noSuchEntity("The region " + region);
        }
        return region;
    }

    private static Usage.Row sum(Usage.Row one, Usage.Row other) {
        return new Usage.Row(
                Map.of(),
                one.calls() + other.calls(),
                one.failed() + other.failed(),
                one.throttled() + other.throttled(),
                one.usd().add(other.usd()));
    }
}
