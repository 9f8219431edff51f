package dev.coffer.audit.api;

import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;

/** The audit trail. */
public interface AuditApi {

    /**
     * Authorises and performs one query. Blocks.
     *
     * @throws dev.coffer.aws.error.AwsException CloudTrail's documented refusals
     */
    <R> R call(AuditOperation<R> operation, Region region, Caller caller);
}
