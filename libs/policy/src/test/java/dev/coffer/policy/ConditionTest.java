package dev.coffer.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    /** Values are separated by {@code |}; a request without the key is written {@code -}. */
    @ParameterizedTest(name = "{0} {1} on {2}: {3}")
    @CsvSource({
        // strings
        "StringEquals,a,a,true",
        "StringEquals,a,A,false",
        "StringEquals,a|b,b,true",
        "StringEquals,a*,abc,false",
        "StringEquals,a,-,false",
        "StringEqualsIfExists,a,-,true",
        "StringEqualsIfExists,a,b,false",
        "StringNotEquals,a,b,true",
        "StringNotEquals,a|b,b,false",
        "StringNotEquals,a,-,true",
        "StringEqualsIgnoreCase,aB,Ab,true",
        "StringNotEqualsIgnoreCase,aB,Ab,false",
        "StringLike,a*c?,abbcd,true",
        "StringLike,a*c?,abbc,false",
        "StringNotLike,a*,abc,false",
        "StringNotLike,a*,bcd,true",
        "StringNotLikeIfExists,a*,-,true",
        // ARNs
        "ArnEquals,arn:aws:s3:::b/*,arn:aws:s3:::b/k,true",
        "ArnLike,arn:aws:kms:*:111111111111:key/*,arn:aws:kms:eu-west-1:111111111111:key/1,true",
        "ArnLike,arn:aws:kms:*:key/*,arn:aws:kms:eu-west-1:111111111111:key/1,false",
        "ArnLike,arn:aws:iam::*:role/x,arn:aws:iam::111111111111:role/x,true",
        "ArnLike,*,arn:aws:s3:::b,true",
        "ArnLike,*,no-arn,false",
        "ArnNotLike,arn:aws:s3:::b,arn:aws:s3:::c,true",
        "ArnNotEquals,arn:aws:s3:::b,arn:aws:s3:::b,false",
        // numbers
        "NumericEquals,10,10.0,true",
        "NumericEquals,10,x,false",
        "NumericNotEquals,10,11,true",
        "NumericLessThan,10,9.5,true",
        "NumericLessThan,10,10,false",
        "NumericLessThanEquals,10,10,true",
        "NumericGreaterThan,10,11,true",
        "NumericGreaterThan,10,-,false",
        "NumericGreaterThanEquals,-3,-3,true",
        // dates
        "DateEquals,2026-11-01T00:00:00Z,1793491200,true",
        "DateNotEquals,2026-11-01,2026-11-02T00:00:00Z,true",
        "DateLessThan,2026-11-01T12:00:00Z,2026-11-01T13:59:59+02:00,true",
        "DateLessThanEquals,2026-11,2026-11-01T00:00:00Z,true",
        "DateGreaterThan,2026,2026-01-01T00:00:00.001Z,true",
        "DateGreaterThanEquals,1793491200,2026-10-31T23:59:59Z,false",
        "DateGreaterThan,2026,tomorrow,false",
        // booleans and presence
        "Bool,true,TRUE,true",
        "Bool,false,true,false",
        "Bool,true,-,false",
        "BoolIfExists,true,-,true",
        "Null,true,-,true",
        "Null,true,x,false",
        "Null,false,x,true",
        "Null,false,-,false",
        "BinaryEquals,QmluYXJ5,QmluYXJ5,true",
        "BinaryEquals,QmluYXJ5,QmluYXJ6,false",
        // addresses
        "IpAddress,203.0.113.0/24,203.0.113.77,true",
        "IpAddress,203.0.113.0/25,203.0.113.128,false",
        "IpAddress,203.0.113.5,203.0.113.5,true",
        "IpAddress,0.0.0.0/0,8.8.8.8,true",
        "IpAddress,0.0.0.0/0,::1,false",
        "IpAddress,2001:db8::/33,2001:db8:7fff::1,true",
        "IpAddress,2001:db8::/33,2001:db8:8000::1,false",
        "IpAddress,10.0.0.0/8,fas.s3.amazonaws.com,false",
        "NotIpAddress,10.0.0.0/8,10.1.2.3,false",
        "NotIpAddress,10.0.0.0/8,11.1.2.3,true",
        // several values in the request
        "ForAnyValue:StringEquals,a|b,x|b,true",
        "ForAnyValue:StringEquals,a|b,x|y,false",
        "ForAnyValue:StringEquals,a,-,false",
        "ForAnyValue:StringEqualsIfExists,a,-,true",
        "ForAnyValue:StringNotEquals,a|b,a|c,true",
        "ForAnyValue:StringNotEquals,a|b,a|b,false",
        "ForAllValues:StringEquals,a|b,a|b|a,true",
        "ForAllValues:StringEquals,a|b,a|c,false",
        "ForAllValues:StringEquals,a,-,true",
        "ForAllValues:StringNotLike,a*,b|c,true",
        "ForAllValues:StringNotLike,a*,b|ab,false",
        "StringEquals,a,x|a,true",
        "StringNotEquals,a,x|a,false",
    })
    void operators_hold_as_documented(String operator, String policy, String request, boolean expected) {
        assertThat(allowed(operator, policy, request)).isEqualTo(expected);
    }

    @Test
    void all_operators_and_all_keys_of_a_condition_must_hold() {
        String condition = """
                {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:CallerAccount": "111111111111"},
                 "Bool": {"aws:SecureTransport": true}}""";
        Map<String, List<String>> context = Map.of(
                "kms:viaservice", List.of("s3.eu-west-1.amazonaws.com"),
                "KMS:CallerAccount", List.of("111111111111"),
                "aws:SecureTransport", List.of("true"));

        assertThat(decide(condition, context).isAllow()).isTrue();
        for (String key : context.keySet()) {
            Map<String, List<String>> without = new java.util.HashMap<>(context);
            without.remove(key);
            assertThat(decide(condition, without).isAllow())
                    .as("without " + key)
                    .isFalse();
        }
    }

    @Test
    void encryption_context_keys_are_condition_keys() {
        String condition = "{\"StringLike\": {\"kms:EncryptionContext:aws:s3:arn\": \"arn:aws:s3:::bucket/*\"}}";

        assertThat(decide(condition, Map.of("kms:EncryptionContext:aws:s3:arn", List.of("arn:aws:s3:::bucket/key")))
                        .isAllow())
                .isTrue();
        assertThat(decide(condition, Map.of("kms:EncryptionContext:aws:s3:arn", List.of("arn:aws:s3:::bucket")))
                        .isAllow())
                .as("a bucket key's context names the bucket")
                .isFalse();
    }

    @Test
    void variables_stand_in_values_of_string_and_arn_operators_of_the_latest_version_only() {
        String condition = "{\"StringEquals\": {\"s3:prefix\": \"${aws:username}/\"}}";
        Map<String, List<String>> context = Map.of("s3:prefix", List.of("alice/"), "aws:username", List.of("alice"));

        assertThat(decide(condition, context).isAllow()).isTrue();
        assertThat(decide("2008-10-17", condition, context).isAllow()).isFalse();
        assertThat(decide(
                                "2008-10-17",
                                condition,
                                Map.of("s3:prefix", List.of("${aws:username}/"), "aws:username", List.of("alice")))
                        .isAllow())
                .isTrue();
        assertThat(decide(
                                "{\"ArnEquals\": {\"aws:PrincipalArn\": \"arn:aws:iam::${aws:PrincipalAccount}:user/a\"}}",
                                Map.of(
                                        "aws:PrincipalArn", List.of("arn:aws:iam::111111111111:user/a"),
                                        "aws:PrincipalAccount", List.of("111111111111")))
                        .isAllow())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"StringMatches\": {\"a:b\": \"c\"}}",
                "{\"stringequals\": {\"a:b\": \"c\"}}",
                "{\"NullIfExists\": {\"a:b\": \"true\"}}",
                "{\"ForSomeValues:StringEquals\": {\"a:b\": \"c\"}}",
                "{\"StringEquals\": {\"prefix\": \"c\"}}",
                "{\"StringEquals\": \"c\"}",
                "{\"StringEquals\": {\"a:b\": {\"c\": 1}}}",
                "{\"StringEquals\": {\"a:b\": null}}",
                "{\"StringEquals\": {\"a:b\": \"${aws:username\"}}",
                "{\"NumericEquals\": {\"a:b\": \"1e9\"}}",
                "{\"DateEquals\": {\"a:b\": \"today\"}}",
                "{\"Bool\": {\"a:b\": \"yes\"}}",
                "{\"Null\": {\"a:b\": \"\"}}",
                "{\"IpAddress\": {\"a:b\": \"10.0.0.0/33\"}}",
                "{\"IpAddress\": {\"a:b\": \"localhost\"}}",
                "{\"ArnLike\": {\"a:b\": \"bucket\"}}",
                "[]",
            })
    void malformed_conditions_are_refused(String condition) {
        assertThatThrownBy(() -> decide(condition, Map.of())).isInstanceOf(MalformedPolicyException.class);
    }

    private static boolean allowed(String operator, String policy, String request) {
        String values = String.join(
                ",", Arrays.stream(policy.split("\\|")).map(v -> '"' + v + '"').toList());
        Map<String, List<String>> context =
                request.equals("-") ? Map.of() : Map.of("test:key", List.of(request.split("\\|")));
        return decide("{\"" + operator + "\": {\"test:Key\": [" + values + "]}}", context)
                .isAllow();
    }

    private static Decision decide(String condition, Map<String, List<String>> context) {
        return decide("2012-10-17", condition, context);
    }

    private static Decision decide(String version, String condition, Map<String, List<String>> context) {
        PolicyDocument document = PolicyDocument.parse("""
                {"Version": "%s", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": %s}}""".formatted(version, condition));
        return PolicyEvaluation.identity(
                List.of(document),
                new PolicyRequest("s3:GetObject", "arn:aws:s3:::b/k", new Requester.Anonymous(), context));
    }
}
