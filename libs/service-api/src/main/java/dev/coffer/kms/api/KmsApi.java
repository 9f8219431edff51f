package dev.coffer.kms.api;

import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;

/** KMS of every region that this deployment (or process) serves. */
public interface KmsApi {

    /**
     * Authorises, counts against the quota, performs and audits one call; the audit record is acknowledged by the log
     * before this returns or throws. Blocks.
     *
     * @throws dev.coffer.aws.error.AwsException KMS's documented refusals; {@code KMSInternalException} 500 if the log
     *     cannot take the record
     */
    <R> R call(KmsOperation<R> operation, Region region, Caller caller);
}
