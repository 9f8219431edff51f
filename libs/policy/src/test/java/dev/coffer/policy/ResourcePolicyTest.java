package dev.coffer.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.policy.Decision.Allow;
import dev.coffer.policy.Decision.ExplicitDeny;
import dev.coffer.policy.Decision.Grantee;
import dev.coffer.policy.Decision.ImplicitDeny;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcePolicyTest {
    private static final Requester ROOT = Requester.Identity.root("111111111111");
    private static final Requester ALICE = user("111111111111", "alice");
    private static final Requester BOB = user("222222222222", "bob");
    private static final Requester SESSION = new Requester.Identity(
            "arn:aws:sts::111111111111:assumed-role/work/now", "arn:aws:iam::111111111111:role/work", "111111111111");
    private static final Requester S3 = new Requester.Service("s3.amazonaws.com");
    private static final Requester NOBODY = new Requester.Anonymous();

    /** Columns: the grantee for root, alice (same account), a session of role work, bob (elsewhere), S3, nobody. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'\"*\"';                                                         P; P; P; P; P; P",
                "'{\"AWS\": \"*\"}';                                              P; P; P; P; P; P",
                "'{\"AWS\": \"111111111111\"}';                                   P; A; A; -; -; -",
                "'{\"AWS\": \"arn:aws:iam::111111111111:root\"}';                 P; A; A; -; -; -",
                "'{\"AWS\": [\"222222222222\", \"111111111111\"]}';               P; A; A; A; -; -",
                "'{\"AWS\": \"arn:aws:iam::111111111111:user/alice\"}';           -; P; -; -; -; -",
                "'{\"AWS\": \"arn:aws:iam::111111111111:role/work\"}';            -; -; P; -; -; -",
                "'{\"AWS\": \"arn:aws:sts::111111111111:assumed-role/work/now\"}';-; -; P; -; -; -",
                "'{\"AWS\": \"arn:aws:sts::111111111111:assumed-role/work/old\"}';-; -; -; -; -; -",
                "'{\"AWS\": [\"111111111111\", \"arn:aws:iam::111111111111:user/alice\"]}'; P; P; A; -; -; -",
                "'{\"Service\": \"s3.amazonaws.com\"}';                           -; -; -; -; P; -",
                "'{\"Service\": [\"ec2.amazonaws.com\"], \"AWS\": \"222222222222\"}'; -; -; -; A; -; -",
                "'{\"Federated\": \"cognito-identity.amazonaws.com\"}';           -; -; -; -; -; -",
            })
    void principals_are_matched(
            String principal, char root, char alice, char session, char bob, char service, char nobody) {
        PolicyDocument policy = policy("\"Principal\": " + principal);

        assertThat(grantee(policy, ROOT)).as("root").isEqualTo(root);
        assertThat(grantee(policy, ALICE)).as("alice").isEqualTo(alice);
        assertThat(grantee(policy, SESSION)).as("session").isEqualTo(session);
        assertThat(grantee(policy, BOB)).as("bob").isEqualTo(bob);
        assertThat(grantee(policy, S3)).as("s3").isEqualTo(service);
        assertThat(grantee(policy, NOBODY)).as("nobody").isEqualTo(nobody);
    }

    @Test
    void not_principal_leaves_out_those_it_names() {
        PolicyDocument policy = PolicyDocument.parse("""
                {"Statement": [
                  {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
                  {"Effect": "Deny", "NotPrincipal": {"AWS":
                      ["arn:aws:iam::111111111111:user/alice", "arn:aws:iam::111111111111:root"]},
                   "Action": "*", "Resource": "*"}]}""", PolicyType.RESOURCE);

        assertThat(grantee(policy, ALICE)).isEqualTo('P');
        assertThat(grantee(policy, ROOT)).isEqualTo('P');
        assertThat(grantee(policy, SESSION)).isEqualTo('D');
        assertThat(grantee(policy, BOB)).isEqualTo('D');
        assertThat(grantee(policy, S3)).isEqualTo('D');
    }

    @Test
    void a_denied_account_denies_all_of_its_principals() {
        PolicyDocument policy = PolicyDocument.parse("""
                {"Statement": [
                  {"Effect": "Deny", "Principal": {"AWS": "111111111111"}, "Action": "*", "Resource": "*"},
                  {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}""");

        assertThat(grantee(policy, ALICE)).isEqualTo('D');
        assertThat(grantee(policy, ROOT)).isEqualTo('D');
        assertThat(grantee(policy, BOB)).isEqualTo('P');
    }

    @Test
    void the_default_key_policy_hands_the_account_to_its_identity_policies() {
        PolicyDocument policy = PolicyDocument.parse("""
                {"Version": "2012-10-17", "Id": "key-default-1", "Statement": [{
                  "Sid": "Enable IAM User Permissions", "Effect": "Allow",
                  "Principal": {"AWS": "arn:aws:iam::111111111111:root"}, "Action": "kms:*", "Resource": "*"}]}""", PolicyType.RESOURCE);
        PolicyRequest decrypt =
                new PolicyRequest("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/1", ALICE, Map.of());

        assertThat(PolicyEvaluation.resource(policy, decrypt))
                .isEqualTo(new Allow(PolicyType.RESOURCE, Grantee.ACCOUNT));
        assertThat(PolicyEvaluation.resource(policy, decrypt.with("s3:GetObject", "arn:aws:s3:::b/k")))
                .isEqualTo(new ImplicitDeny(PolicyType.RESOURCE));
    }

    @Test
    void a_trust_policy_tells_who_may_assume_the_role() {
        PolicyDocument policy = PolicyDocument.parse("""
                {"Version": "2012-10-17", "Statement": [{
                  "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""", PolicyType.TRUST);
        PolicyRequest assume =
                new PolicyRequest("sts:AssumeRole", "arn:aws:iam::111111111111:role/replication", S3, Map.of());

        assertThat(PolicyEvaluation.trust(policy, assume)).isEqualTo(new Allow(PolicyType.TRUST, Grantee.PRINCIPAL));
        assertThat(PolicyEvaluation.trust(
                        policy, new PolicyRequest(assume.action(), assume.resource(), ALICE, Map.of())))
                .isEqualTo(new ImplicitDeny(PolicyType.TRUST));
        assertThat(PolicyEvaluation.trust(policy, assume.with("sts:TagSession", assume.resource()))
                        .isAllow())
                .isFalse();
    }

    private static Requester user(String account, String name) {
        String arn = "arn:aws:iam::" + account + ":user/" + name;
        return new Requester.Identity(arn, arn, account);
    }

    private static PolicyDocument policy(String principal) {
        return PolicyDocument.parse(
                "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\", " + principal
                        + "}}",
                PolicyType.RESOURCE);
    }

    /** P: named itself, A: its account, -: not at all, D: denied. */
    private static char grantee(PolicyDocument policy, Requester requester) {
        PolicyRequest request = new PolicyRequest("s3:GetObject", "arn:aws:s3:::b/k", requester, Map.of());
        return switch (PolicyEvaluation.resource(policy, request)) {
            case Allow allow -> allow.grantee() == Grantee.PRINCIPAL ? 'P' : 'A';
            case ExplicitDeny deny -> 'D';
            case ImplicitDeny deny -> '-';
        };
    }
}
