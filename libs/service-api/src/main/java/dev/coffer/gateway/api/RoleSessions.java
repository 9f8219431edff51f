package dev.coffer.gateway.api;

import dev.coffer.identity.Caller;
import dev.coffer.identity.RequestFacts;

/** Sessions of roles for AWS services that a role trusts. */
public interface RoleSessions {

    /**
     * A session for replication, named {@code s3-replication}.
     *
     * @param roleArn the role in the replication configuration
     * @param facts the facts that its calls will carry
     * @return a caller valid for at least 30 s, with forward tokens for storage and KMS of every region
     * @throws dev.coffer.aws.error.AwsException {@code AccessDenied} if the role does not exist or its trust policy does
     *     not let {@code s3.amazonaws.com} assume it
     */
    Caller forReplication(String roleArn, RequestFacts facts);
}
