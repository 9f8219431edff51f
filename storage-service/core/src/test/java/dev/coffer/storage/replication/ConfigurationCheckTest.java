package dev.coffer.storage.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DescribeDestination.Result;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.ReplicationRule;
import dev.coffer.storage.api.Versioning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationCheckTest {
    private static final String ROLE = "arn:aws:iam::111111111111:role/replication";
    private static final BucketName SOURCE = new BucketName("source");
    private static final Map<String, Result> DESTINATIONS = Map.of(
            "versioned", new Result(new AccountId("111111111111"), Versioning.ENABLED),
            "suspended", new Result(new AccountId("111111111111"), Versioning.SUSPENDED),
            "source", new Result(new AccountId("111111111111"), Versioning.ENABLED));

    record Case(String name, Versioning versioning, String role, List<ReplicationRule> rules, String code) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> refused() {
        ReplicationRule good = Rules.rule("r", "versioned").build();
        return Stream.of(
                new Case("source without versioning", Versioning.OFF, ROLE, List.of(good), "InvalidRequest"),
                new Case("source suspended", Versioning.SUSPENDED, ROLE, List.of(good), "InvalidRequest"),
                of("no rules", "MalformedXML"),
                new Case("a role that is none", Versioning.ENABLED, "replication", List.of(good), "InvalidArgument"),
                new Case(
                        "a user for a role",
                        Versioning.ENABLED,
                        "arn:aws:iam::111111111111:user/u",
                        List.of(good),
                        "InvalidArgument"),
                of(
                        "no such destination",
                        "InvalidRequest",
                        Rules.rule("r", "missing").build()),
                of(
                        "destination suspended",
                        "InvalidRequest",
                        Rules.rule("r", "suspended").build()),
                of("into itself", "InvalidRequest", Rules.rule("r", "source").build()),
                of(
                        "not a bucket",
                        "InvalidArgument",
                        Rules.rule("r", "arn:aws:sqs:us-east-1:1:q").build()),
                of(
                        "SSE-KMS without a replica key",
                        "InvalidRequest",
                        Rules.rule("r", "versioned").kmsWithoutKey().build()),
                of(
                        "a replica key without SSE-KMS",
                        "InvalidRequest",
                        Rules.rule("r", "versioned").replicaKeyOnly("k").build()),
                of(
                        "markers with a tag filter",
                        "InvalidRequest",
                        Rules.rule("r", "versioned")
                                .tags(Map.of("a", "b"))
                                .markers(true)
                                .build()),
                of(
                        "one id twice",
                        "InvalidArgument",
                        good,
                        Rules.rule("r", "versioned").priority(2).build()),
                of(
                        "one priority twice",
                        "InvalidRequest",
                        good,
                        Rules.rule("s", "versioned").build()),
                of(
                        "both schema versions",
                        "InvalidRequest",
                        good,
                        Rules.rule("s", "versioned").v1().build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void what_makes_no_sense_is_refused(Case c) {
        assertThatThrownBy(() -> check(c.versioning(), c.role(), c.rules()))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(c.code()));
    }

    @Test
    void rules_without_an_id_get_one_and_the_others_stay_as_they_are() {
        ReplicationRule named = Rules.rule("mine", "versioned").build();
        ReplicationRule nameless = Rules.rule("", "versioned").priority(1).build();

        ReplicationConfiguration checked = check(Versioning.ENABLED, ROLE, List.of(named, nameless));

        assertThat(checked.rules().getFirst()).isEqualTo(named);
        assertThat(checked.rules().getLast().id().orElseThrow()).isNotEmpty();
    }

    @Test
    void schema_v1_rules_need_neither_priority_nor_word_on_markers() {
        List<ReplicationRule> rules = List.of(
                Rules.rule("a", "versioned").v1().prefix("a/").build(),
                Rules.rule("b", "versioned").v1().prefix("b/").build());

        assertThat(check(Versioning.ENABLED, ROLE, rules).rules()).isEqualTo(rules);
    }

    private static Case of(String name, String code, ReplicationRule... rules) {
        return new Case(name, Versioning.ENABLED, ROLE, List.of(rules), code);
    }

    private static ReplicationConfiguration check(Versioning versioning, String role, List<ReplicationRule> rules) {
        return ConfigurationCheck.check(
                new ReplicationConfiguration(role, rules),
                SOURCE,
                versioning,
                bucket -> Optional.ofNullable(DESTINATIONS.get(bucket.value())));
    }
}
