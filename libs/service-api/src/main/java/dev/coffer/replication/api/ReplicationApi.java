package dev.coffer.replication.api;

import dev.coffer.identity.Caller;

/** The replication service. */
public interface ReplicationApi {

    /**
     * Performs one operation; the gateway has authorised it. Blocks.
     *
     * @throws dev.coffer.aws.error.AwsException {@code InvalidArgument} for an unknown region
     */
    <R> R call(ReplicationOperation<R> operation, Caller caller);
}
