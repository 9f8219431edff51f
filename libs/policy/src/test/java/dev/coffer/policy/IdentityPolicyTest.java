package dev.coffer.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.policy.Decision.Allow;
import dev.coffer.policy.Decision.ExplicitDeny;
import dev.coffer.policy.Decision.Grantee;
import dev.coffer.policy.Decision.ImplicitDeny;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityPolicyTest {
    private static final Requester ALICE = new Requester.Identity(
            "arn:aws:iam::111111111111:user/alice", "arn:aws:iam::111111111111:user/alice", "111111111111");

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "s3:GetObject,s3:GetObject,true",
        "S3:getobject,s3:GetObject,true",
        "s3:Get*,s3:GetObjectTagging,true",
        "s3:Get?bject,s3:GetObject,true",
        "s3:*,kms:Decrypt,false",
        "*,kms:Decrypt,true",
        "*:*,kms:Decrypt,true",
        "s3:GetObject,s3:GetObjectVersion,false",
        "kms:GenerateDataKey*,kms:GenerateDataKeyWithoutPlaintext,true",
    })
    void actions_match_without_case_and_with_wildcards(String pattern, String action, boolean expected) {
        assertThat(decide(
                                allow("\"Action\": \"%s\", \"Resource\": \"*\"".formatted(pattern)),
                                action,
                                "arn:aws:s3:::b/k")
                        .isAllow())
                .isEqualTo(expected);
        assertThat(decide(
                                allow("\"NotAction\": \"%s\", \"Resource\": \"*\"".formatted(pattern)),
                                action,
                                "arn:aws:s3:::b/k")
                        .isAllow())
                .isEqualTo(!expected);
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "*,arn:aws:s3:::b/k,true",
        "*,*,true",
        "arn:aws:s3:::b/*,arn:aws:s3:::b/k/l:m,true",
        "arn:aws:s3:::b/*,arn:aws:s3:::b,false",
        "arn:aws:s3:::b*,arn:aws:s3:::b,true",
        "arn:aws:s3:::B/*,arn:aws:s3:::b/k,false",
        "arn:aws:s3:::b/*,*,false",
        "arn:aws:s3,arn:aws:s3:::b/k,true",
        "arn:aws:kms:*:111111111111:key/*,arn:aws:kms:eu-west-1:111111111111:key/1,true",
        "arn:aws:kms:*:key/*,arn:aws:kms:eu-west-1:111111111111:key/1,false",
        "arn:*:kms:us-east-?:*:alias/s3,arn:aws:kms:us-east-1:111111111111:alias/s3,true",
        "arn:aws:s3:::${aws:username}-*/home,arn:aws:s3:::alice-1/home,true",
        "arn:aws:s3:::${aws:username}-*/home,arn:aws:s3:::bob-1/home,false",
        "arn:aws:s3:::b/${aws:PrincipalTag/team}/*,arn:aws:s3:::b//x,false",
        "arn:aws:s3:::b/${*},arn:aws:s3:::b/*,true",
        "arn:aws:s3:::b/${*},arn:aws:s3:::b/x,false",
    })
    void resources_match_part_by_part(String pattern, String resource, boolean expected) {
        assertThat(decide(allow("\"Action\": \"*\", \"Resource\": \"%s\"".formatted(pattern)), "s3:GetObject", resource)
                        .isAllow())
                .isEqualTo(expected);
        assertThat(decide(
                                allow("\"Action\": \"*\", \"NotResource\": [\"%s\"]".formatted(pattern)),
                                "s3:GetObject",
                                resource)
                        .isAllow())
                .isEqualTo(!expected);
    }

    @Test
    void a_policy_without_statements_allows_nothing() {
        assertThat(decide("{\"Version\": \"2012-10-17\", \"Statement\": []}", "s3:GetObject", "*"))
                .isEqualTo(new ImplicitDeny(PolicyType.IDENTITY));
        assertThat(PolicyEvaluation.identity(List.of(), request("s3:GetObject", "*")))
                .isEqualTo(new ImplicitDeny(PolicyType.IDENTITY));
    }

    @Test
    void an_explicit_deny_wins_wherever_it_stands() {
        PolicyDocument all = PolicyDocument.parse(allow("\"Action\": \"*\", \"Resource\": \"*\""));
        PolicyDocument no = PolicyDocument.parse("""
                {"Statement": [{"Sid": "NoKeys", "Effect": "Deny", "Action": "kms:*", "Resource": "*"}]}""");
        PolicyRequest decrypt = request("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/1");

        assertThat(PolicyEvaluation.identity(List.of(all, no), decrypt))
                .isEqualTo(new ExplicitDeny(PolicyType.IDENTITY, "NoKeys"));
        assertThat(PolicyEvaluation.identity(List.of(no, all), decrypt))
                .isEqualTo(new ExplicitDeny(PolicyType.IDENTITY, "NoKeys"));
        assertThat(PolicyEvaluation.identity(List.of(no, all), request("s3:GetObject", "arn:aws:s3:::b/k")))
                .isEqualTo(new Allow(PolicyType.IDENTITY, Grantee.PRINCIPAL));
    }

    @Test
    void a_deny_whose_condition_fails_denies_nothing() {
        String policy = """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
                  {"Effect": "Deny", "Action": "s3:*", "Resource": "*",
                   "Condition": {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}]}""";
        List<PolicyDocument> documents = List.of(PolicyDocument.parse(policy));
        PolicyRequest request = request("s3:GetObject", "arn:aws:s3:::b/k");

        assertThat(PolicyEvaluation.identity(documents, request.plus(Map.of("aws:SourceIp", List.of("10.1.1.1"))))
                        .isAllow())
                .isTrue();
        assertThat(PolicyEvaluation.identity(documents, request.plus(Map.of("aws:SourceIp", List.of("11.1.1.1"))))
                        .isExplicitDeny())
                .isTrue();
    }

    @Test
    void refusals_read_as_aws_writes_them() {
        assertThat(new ImplicitDeny(PolicyType.IDENTITY).because("kms:Decrypt"))
                .isEqualTo("because no identity-based policy allows the kms:Decrypt action");
        assertThat(new ImplicitDeny(PolicyType.RESOURCE).because("kms:Decrypt"))
                .isEqualTo("because no resource-based policy allows the kms:Decrypt action");
        assertThat(new ExplicitDeny(PolicyType.IDENTITY, "").because("kms:Decrypt"))
                .isEqualTo("with an explicit deny in an identity-based policy");
        assertThat(new ExplicitDeny(PolicyType.RESOURCE, "x").because("kms:Decrypt"))
                .isEqualTo("with an explicit deny in a resource-based policy");
    }

    private static String allow(String rest) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", " + rest + "}}";
    }

    private static Decision decide(String policy, String action, String resource) {
        return PolicyEvaluation.identity(
                List.of(PolicyDocument.parse(policy, PolicyType.IDENTITY)), request(action, resource));
    }

    private static PolicyRequest request(String action, String resource) {
        return new PolicyRequest(action, resource, ALICE, Map.of("aws:username", List.of("alice")));
    }
}
