package dev.coffer.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.identity.PolicyRequests;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import dev.coffer.policy.Decision;
import dev.coffer.policy.PolicyType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentityPoliciesTest {
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.5Z");

    private final List<String> asked = new ArrayList<>();
    private final IdentityPolicies policies = new IdentityPolicies(hash -> {
        asked.add(hash);
        return List.of("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*",
                 "Resource": "arn:aws:s3:::${aws:username}/*",
                 "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1", "aws:PrincipalType": "User"},
                               "DateLessThan": {"aws:CurrentTime": "2026-11-01T10:00:01Z"}}}}""");
    });

    @Test
    void a_user_is_allowed_what_its_policies_allow_and_a_set_is_fetched_once() {
        Caller alice = caller(new Principal.IamUser(ACCOUNT, "alice", "AIDAEXAMPLE", "AKIAEXAMPLE"));

        assertThat(decide(alice, "arn:aws:s3:::alice/k", "eu-west-1").isAllow()).isTrue();
        assertThat(decide(alice, "arn:aws:s3:::bob/k", "eu-west-1").isAllow()).isFalse();
        assertThat(decide(alice, "arn:aws:s3:::alice/k", "us-east-1").isAllow()).isFalse();
        assertThat(asked).containsExactly("hash");
    }

    @Test
    void root_needs_no_policy_and_nobody_has_one() {
        assertThat(decide(caller(new Principal.Root(ACCOUNT, "AKIAEXAMPLE")), "arn:aws:s3:::b/k", "us-east-1")
                        .isAllow())
                .isTrue();
        assertThat(decide(caller(new Principal.Anonymous()), "arn:aws:s3:::b/k", "us-east-1"))
                .isEqualTo(new Decision.ImplicitDeny(PolicyType.IDENTITY));
        assertThat(asked).isEmpty();
    }

    @Test
    void a_role_is_seen_by_its_session_and_its_own_arn() {
        Principal role = new Principal.AssumedRole(ACCOUNT, "work", "AROAEXAMPLE", "now", "", NOW, "");
        var request = PolicyRequests.of(caller(role), "kms:Decrypt", "*", new Region("us-east-1"), NOW);

        assertThat(request.values("aws:userid")).containsExactly("AROAEXAMPLE:now");
        assertThat(request.values("aws:principalarn")).containsExactly("arn:aws:iam::111111111111:role/work");
        assertThat(request.values("aws:tokenissuetime")).containsExactly("2026-11-01T10:00:00Z");
        assertThat(request.values("aws:username")).isEmpty();
    }

    private Decision decide(Caller caller, String resource, String region) {
        return policies.decide(caller, PolicyRequests.of(caller, "s3:GetObject", resource, new Region(region), NOW));
    }

    private static Caller caller(Principal principal) {
        return new Caller(
                principal,
                "hash",
                "0".repeat(64),
                new RequestFacts("R1", "127.0.0.1", "test", ""),
                Optional.empty(),
                Map.of());
    }
}
