package dev.coffer.replication;

import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.api.RoleSessions;
import dev.coffer.identity.Caller;
import dev.coffer.identity.RequestFacts;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets every role be assumed but one. */
@ApplicationScoped
public class TestGateway implements RoleSessions {
    public static final String UNTRUSTING_ROLE = "arn:aws:iam::111111111111:role/untrusting";

    @Override
    public Caller forReplication(String roleArn, RequestFacts facts) {
        if (roleArn.equals(UNTRUSTING_ROLE)) {
            throw S3Error.ACCESS_DENIED.error();
        }
        return TestRoles.session(roleArn, facts);
    }
}
