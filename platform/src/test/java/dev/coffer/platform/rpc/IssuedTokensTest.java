package dev.coffer.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.TokenIssuer;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.GetBucketLocation;
import dev.coffer.storage.api.PutBucketReplication;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.ReplicationRule;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuedTokensTest {
    private static final Region HOME = new Region("us-east-1");
    private static final Region AWAY = new Region("eu-west-1");
    private static final Caller ALICE = new Caller(
            new Principal.IamUser(new AccountId("111111111111"), "alice", "AIDAALICE", "AKIAALICE"),
            "cafe",
            "c".repeat(64),
            new RequestFacts("REQ1", "192.0.2.1", "a client", ""),
            Optional.empty(),
            Map.of());
    private static final BucketRegions DIRECTORY =
            bucket -> bucket.value().equals("elsewhere") ? Optional.of(AWAY) : Optional.empty();

    private IssuedTokens tokens;

    @BeforeEach
    void issuer() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        tokens = new IssuedTokens(new TokenIssuer(generator.generateKeyPair().getPrivate()), DIRECTORY);
    }

    @Test
    void storage_may_act_for_the_requester_at_the_kms_of_its_own_region_only() {
        assertThat(tokens.forward(ALICE, Audience.storage(HOME), new GetBucketLocation(new BucketName("elsewhere"))))
                .containsOnlyKeys("kms.us-east-1");
    }

    @Test
    void who_configures_replication_is_known_where_its_destinations_are() {
        assertThat(tokens.forward(ALICE, Audience.storage(HOME), replicationTo("arn:aws:s3:::elsewhere")))
                .containsOnlyKeys("kms.us-east-1", "storage.eu-west-1", "kms.eu-west-1");
    }

    @Test
    void destinations_that_are_no_buckets_or_nobodys_give_no_tokens() {
        assertThat(tokens.forward(
                        ALICE, Audience.storage(HOME), replicationTo("arn:aws:s3:::nobodys", "arn:aws:s3:::X", "what")))
                .containsOnlyKeys("kms.us-east-1");
    }

    private static PutBucketReplication replicationTo(String... arns) {
        return new PutBucketReplication(
                new BucketName("source"),
                new ReplicationConfiguration(
                        "arn:aws:iam::111111111111:role/replication",
                        List.of(arns).stream().map(IssuedTokensTest::rule).toList()));
    }

    private static ReplicationRule rule(String arn) {
        return new ReplicationRule(
                Optional.empty(),
                true,
                Optional.of(1),
                false,
                Optional.empty(),
                Map.of(),
                false,
                Optional.of(false),
                false,
                false,
                Optional.empty(),
                new ReplicationRule.Destination(
                        arn,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        false,
                        Optional.empty()));
    }
}
