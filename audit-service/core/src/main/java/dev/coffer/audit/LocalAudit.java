package dev.coffer.audit;

import dev.coffer.audit.api.AuditApi;
import dev.coffer.audit.api.AuditOperation;
import dev.coffer.audit.api.LookupEvents;
import dev.coffer.audit.api.QueryRecords;
import dev.coffer.audit.query.Lookups;
import dev.coffer.audit.query.Records;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/** The audit trail in this process. */
@ApplicationScoped
public class LocalAudit implements AuditApi {
    private final TrailAccess access;
    private final Lookups lookups;
    private final Records records;

    LocalAudit(TrailAccess access, Lookups lookups, Records records) {
        this.access = access;
        this.lookups = lookups;
        this.records = records;
    }

    @Override
    @SuppressWarnings("unchecked") // each operation names its result's type
    public <R> R call(AuditOperation<R> operation, Region region, Caller caller) {
        Object result = switch (operation) {
            case LookupEvents lookup -> {
                access.check(caller, "cloudtrail:LookupEvents", region);
                yield lookups.lookUp(lookup, caller.principal().account(), region);
            }
            case QueryRecords query -> records.query(query, caller.principal().account());
            default -> throw new IllegalArgumentException("not an operation of the trail: " + operation);
        };
        return (R) result;
    }
}
