package dev.coffer.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.audit.api.AuditApi;
import dev.coffer.audit.api.QueryRecords;
import dev.coffer.aws.Region;
import dev.coffer.gateway.identity.IdentityErrors;
import dev.coffer.platform.config.ServedRegions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The audit trail of the caller's account over all regions: records, or counts. */
@ApplicationScoped
class AuditResource implements AdminResource {
    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;

    private final ServedRegions regions;
    private final AuditApi audit;

    AuditResource(ServedRegions regions, AuditApi audit) {
        this.regions = regions;
        this.audit = audit;
    }

    private record Page(List<JsonNode> records, List<QueryRecords.Group> groups, Optional<String> nextToken) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                "/audit/records",
                "QueryAuditRecords",
                Set.of(
                        "region",
                        "eventName",
                        "eventSource",
                        "kmsKeyArn",
                        "contextArn",
                        "principal",
                        "errorCode",
                        "s3RequestId",
                        "from",
                        "to",
                        "groupBy",
                        "limit",
                        "nextToken"),
                this::query));
    }

    private Object query(AdminCall call) {
        Optional<Region> region = call.optionalRegion("region");
        QueryRecords.Result result = audit.call(
                new QueryRecords(
                        region,
                        call.optional("eventName"),
                        call.optional("eventSource"),
                        call.optional("kmsKeyArn"),
                        call.optional("contextArn"),
                        call.optional("principal"),
                        call.optional("errorCode"),
                        call.optional("s3RequestId"),
                        call.optionalInstant("from"),
                        call.optionalInstant("to"),
                        call.list("groupBy"),
                        limit(call),
                        call.optional("nextToken")),
                region.filter(regions::serves).orElse(regions.all().getFirst()),
                call.caller());
        return new Page(result.records().stream().map(AdminJson::parsed).toList(), result.groups(), result.nextToken());
    }

    private static int limit(AdminCall call) {
        Optional<String> text = call.optional("limit");
        if (text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        int limit = text.get().matches("\\d{1,4}") ? Integer.parseInt(text.get()) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw IdentityErrors.invalid("limit is a number from 1 to " + MAX_LIMIT + ".");
        }
        return limit;
    }
}
