package dev.coffer.audit.api;

import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;

/** The audit trail. */
public interface AuditApi {

    /**
     * Performs one query. Blocks. {@link LookupEvents} is authorised here ({@code cloudtrail:LookupEvents}), the admin
     * API's {@link QueryRecords} by the gateway.
     *
     * @throws dev.coffer.aws.error.AwsException CloudTrail's documented refusals
     */
    <R> R call(AuditOperation<R> operation, Region region, Caller caller);
}
