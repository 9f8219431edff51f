package dev.coffer.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedPolicyTest {
    private static final String GOOD = "\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{\"Statement\":[]",
                "{\"Statement\":[]} trailing",
                "{\"Statement\":[],\"Statement\":[]}",
                "{'Statement':[]}",
            })
    void what_is_not_strict_json_is_refused(String json) {
        assertThatThrownBy(() -> PolicyDocument.parse(json))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage("This policy contains invalid Json");
    }

    @Test
    void deep_nesting_and_long_documents_are_refused() {
        assertThatThrownBy(() -> PolicyDocument.parse("{\"Statement\":" + "[".repeat(1000) + "]".repeat(1000) + "}"))
                .isInstanceOf(MalformedPolicyException.class);
        String filler = " ".repeat(PolicyDocument.MAX_CHARACTERS);
        assertThatThrownBy(() -> PolicyDocument.parse("{\"Statement\":[]}" + filler))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageContaining("longer");
        String largest = "{\"Statement\":[]}";
        assertThatCode(() ->
                        PolicyDocument.parse(largest + " ".repeat(PolicyDocument.MAX_CHARACTERS - largest.length())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'{}';                                                    Statement is missing",
                "'{\"Statement\":1}';                                     Statement is missing",
                "'{\"Statement\":[1]}';                                   not an object",
                "'{\"Version\":\"2020-01-01\",\"Statement\":[]}';         valid version",
                "'{\"Version\":2012,\"Statement\":[]}';                   valid version",
                "'{\"version\":\"2012-10-17\",\"Statement\":[]}';         unknown element version",
            })
    void documents_have_known_elements(String json, String reason) {
        assertThatThrownBy(() -> PolicyDocument.parse(json))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'\"Action\":\"s3:*\",\"Resource\":\"*\"';                       Missing required field Effect",
                "'\"Effect\":\"allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"';  Invalid effect: allow",
                "'\"Effect\":\"Allow\",\"Resource\":\"*\"';                      must contain actions",
                "'\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\"';        must contain actions",
                "'\"Effect\":\"Allow\",\"Action\":\"Get\",\"Resource\":\"*\"';   prefaced by a vendor",
                "'\"Effect\":\"Allow\",\"Action\":\"s3:a b\",\"Resource\":\"*\"';Action s3:a b is not valid",
                "'\"Effect\":\"Allow\",\"Action\":[1],\"Resource\":\"*\"';       not a list of strings",
                "'\"Effect\":\"Allow\",\"Action\":\"s3:*\"';                     must contain resources",
                "'\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":[]';     must contain resources",
                "'\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"b/*\"';must be in ARN format",
                "'\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"NotAction\":\"s3:*\",\"Resource\":\"*\"'; exclude each other",
                "'\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Colour\":1'; unknown element Colour",
                "'\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Sid\":1';    Sid is not a string",
                "'\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Principal\":\"*\"'; should not specify a principal",
            })
    void identity_statements_are_checked(String statement, String reason) {
        assertThatThrownBy(() -> PolicyDocument.parse("{\"Statement\":{" + statement + "}}", PolicyType.IDENTITY))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"alice\"",
                "{}",
                "[]",
                "{\"AWS\":[]}",
                "{\"AWS\":\"1111\"}",
                "{\"AWS\":\"111111111111:root\"}",
                "{\"AWS\":\"arn:aws:iam::111111111111\"}",
                "{\"AWS\":\"arn:aws:iam::111111111111:user/*\"}",
                "{\"AWS\":\"arn:aws:s3:::b\"}",
                "{\"Service\":\"*\"}",
                "{\"Service\":\"s3\"}",
                "{\"CanonicalUser\":\"0123\"}",
            })
    void principals_are_checked(String principal) {
        assertThatThrownBy(() -> PolicyDocument.parse(
                        "{\"Statement\":{" + GOOD + ",\"Principal\":" + principal + "}}", PolicyType.RESOURCE))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageContaining("rincipal");
    }

    @Test
    void each_kind_of_policy_has_its_elements() {
        String plain = "{\"Statement\":{" + GOOD + "}}";
        assertThat(PolicyDocument.parse(plain, PolicyType.IDENTITY).size()).isEqualTo(1);
        assertThatThrownBy(() -> PolicyDocument.parse(plain, PolicyType.RESOURCE))
                .hasMessage("Missing required field Principal");
        String principal = "{\"Statement\":{" + GOOD + ",\"Principal\":\"*\"}}";
        assertThatThrownBy(() -> PolicyDocument.parse(principal, PolicyType.TRUST))
                .hasMessage("Has prohibited field Resource");
        assertThat(PolicyDocument.parse(principal).size()).isEqualTo(1);
    }

    @Test
    void sids_are_unique() {
        String twice = "{\"Statement\":[{\"Sid\":\"a\"," + GOOD + "},{\"Sid\":\"a\"," + GOOD + "}]}";
        assertThatThrownBy(() -> PolicyDocument.parse(twice)).hasMessageContaining("unique");
    }
}
