package dev.coffer.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.admin.AdminApi;
import java.math.BigDecimal;
import java.util.Map;

/** The cost meter of one region. */
final class Meter {
    private final AdminApi admin;
    private final String region;

    Meter(AdminApi admin, String region) {
        this.admin = admin;
        this.region = region;
    }

    /** What calls about one bucket cost at list price. */
    record Cost(long calls, BigDecimal usd) {
        static final Cost NONE = new Cost(0, BigDecimal.ZERO);

        Cost plus(Cost other) {
            return new Cost(calls + other.calls, usd.add(other.usd));
        }
    }

    /** The calls about {@code bucket}, by the role and by everybody else. */
    record BucketCost(Cost byRole, Cost byRequesters) {
        Cost all() {
            return byRole.plus(byRequesters);
        }
    }

    /** What the meter has counted for {@code bucket} until now. */
    BucketCost of(String bucket, String roleName) {
        JsonNode usage = admin.get("/kms/usage", Map.of("region", region, "groupBy", "bucket,caller"));
        Cost role = Cost.NONE;
        Cost others = Cost.NONE;
        for (JsonNode row : usage.path("rows")) {
            if (!row.path("by").path("bucket").asText().equals(bucket)) {
                continue;
            }
            Cost cost = new Cost(row.path("calls").asLong(), row.path("usd").decimalValue());
            String caller = row.path("by").path("caller").asText();
            if (caller.contains("role/" + roleName)) {
                role = role.plus(cost);
            } else {
                others = others.plus(cost);
            }
        }
        return new BucketCost(role, others);
    }
}
