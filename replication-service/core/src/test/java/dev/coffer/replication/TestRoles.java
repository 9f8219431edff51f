package dev.coffer.replication;

import dev.coffer.aws.AccountId;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Sessions as the gateway would issue them. */
public final class TestRoles {
    private TestRoles() {}

    public static Caller session(String roleArn, RequestFacts facts) {
        return new Caller(
                new Principal.AssumedRole(
                        new AccountId("111111111111"),
                        roleArn.substring(roleArn.lastIndexOf('/') + 1),
                        "AROAEXAMPLE",
                        "s3-replication",
                        "",
                        Instant.EPOCH,
                        ""),
                "",
                "0".repeat(64),
                facts,
                Optional.empty(),
                Map.of());
    }
}
