package dev.coffer.gateway.api;

import dev.coffer.api.Operation;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.identity.RequestFacts;
import java.util.List;
import java.util.Optional;

/**
 * What other services ask the gateway over HTTP, for themselves and for no requester; {@link PolicySets},
 * {@link RoleSessions} and {@link BucketRegions} are the interfaces that they see.
 */
public sealed interface GatewayOperation<R> extends Operation<R> {

    /** {@link PolicySets#documents}. */
    record GetPolicySet(String sha256) implements GatewayOperation<GetPolicySet.Result> {
        /** The documents. */
        public record Result(List<String> documents) {
            /** Copies the list. */
            public Result {
                documents = List.copyOf(documents);
            }
        }
    }

    /** {@link RoleSessions#forReplication}. */
    record AssumeForReplication(String roleArn, RequestFacts facts)
            implements GatewayOperation<AssumeForReplication.Result> {
        /** The session, with tokens for storage and KMS of every region. */
        public record Result(Caller caller) {}
    }

    /** {@link BucketRegions#regionOf}. */
    record GetBucketRegion(String bucket) implements GatewayOperation<GetBucketRegion.Result> {
        /** None: there is no such bucket. */
        public record Result(Optional<Region> region) {}
    }
}
