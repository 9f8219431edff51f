package dev.coffer.storage.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.events.s3.ObjectEvent.ReplicationTarget;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.ReplicationRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleMatchingTest {
    private static final String ROLE = "arn:aws:iam::111111111111:role/replication";
    private static final Map<String, String> NO_TAGS = Map.of();

    record Case(
            String name,
            List<ReplicationRule> rules,
            String key,
            Map<String, String> tags,
            boolean kms,
            List<String> winners) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> objects() {
        ReplicationRule all = Rules.rule("all", "b").build();
        ReplicationRule logs =
                Rules.rule("logs", "b").prefix("logs/").priority(5).build();
        ReplicationRule tagged =
                Rules.rule("tagged", "b").tags(Map.of("a", "1", "b", "2")).build();
        ReplicationRule kms = Rules.rule("kms", "b").kms("alias/x").priority(1).build();
        ReplicationRule off = Rules.rule("off", "b").disabled().priority(99).build();
        ReplicationRule elsewhere = Rules.rule("elsewhere", "c").build();
        return Stream.of(
                new Case("no rule", List.of(), "k", NO_TAGS, false, List.of()),
                new Case("every key", List.of(all), "k", NO_TAGS, false, List.of("all")),
                new Case("a prefix that fits", List.of(logs), "logs/1", NO_TAGS, false, List.of("logs")),
                new Case("a prefix that does not", List.of(logs), "log", NO_TAGS, false, List.of()),
                new Case(
                        "all tags",
                        List.of(tagged),
                        "k",
                        Map.of("a", "1", "b", "2", "c", "3"),
                        false,
                        List.of("tagged")),
                new Case("one tag of two", List.of(tagged), "k", Map.of("a", "1"), false, List.of()),
                new Case("another value", List.of(tagged), "k", Map.of("a", "1", "b", "3"), false, List.of()),
                new Case("higher priority wins", List.of(all, logs), "logs/1", NO_TAGS, false, List.of("logs")),
                new Case("order does not matter", List.of(logs, all), "logs/1", NO_TAGS, false, List.of("logs")),
                new Case(
                        "the lower one where the higher does not match",
                        List.of(all, logs),
                        "k",
                        NO_TAGS,
                        false,
                        List.of("all")),
                new Case("disabled rules don't count", List.of(off, all), "k", NO_TAGS, false, List.of("all")),
                new Case(
                        "per destination one",
                        List.of(all, elsewhere),
                        "k",
                        NO_TAGS,
                        false,
                        List.of("all", "elsewhere")),
                new Case(
                        "SSE-KMS needs a rule that selects it", List.of(all, elsewhere), "k", NO_TAGS, true, List.of()),
                new Case(
                        "SSE-KMS and a rule that selects it",
                        List.of(logs, kms),
                        "logs/1",
                        NO_TAGS,
                        true,
                        List.of("kms")),
                new Case("that rule takes others too", List.of(kms), "k", NO_TAGS, false, List.of("kms")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void the_matching_rule_of_highest_priority_wins_per_destination(Case c) {
        assertThat(RuleMatching.ofObject(
                        Optional.of(new ReplicationConfiguration(ROLE, c.rules())), c.key(), c.tags(), c.kms()))
                .extracting(ReplicationTarget::ruleId)
                .containsExactlyElementsOf(c.winners());
    }

    static Stream<Case> markers() {
        return Stream.of(
                new Case("V1 always", List.of(Rules.rule("r", "b").v1().build()), "k", NO_TAGS, false, List.of("r")),
                new Case(
                        "V2 enabled",
                        List.of(Rules.rule("r", "b").markers(true).build()),
                        "k",
                        NO_TAGS,
                        false,
                        List.of("r")),
                new Case(
                        "V2 disabled",
                        List.of(Rules.rule("r", "b").markers(false).build()),
                        "k",
                        NO_TAGS,
                        false,
                        List.of()),
                new Case(
                        "tag filter never",
                        List.of(Rules.rule("r", "b")
                                .markers(true)
                                .tags(Map.of("a", "1"))
                                .build()),
                        "k",
                        NO_TAGS,
                        false,
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("markers")
    void delete_markers_go_where_the_kind_of_rule_says(Case c) {
        assertThat(RuleMatching.ofDeleteMarker(Optional.of(new ReplicationConfiguration(ROLE, c.rules())), c.key()))
                .extracting(ReplicationTarget::ruleId)
                .containsExactlyElementsOf(c.winners());
    }

    @Test
    void a_target_says_all_that_the_copy_needs() {
        ReplicationRule rule = Rules.rule("r", "dest")
                .kms("arn:aws:kms:eu-west-1:1:key/x")
                .metrics()
                .build();

        assertThat(RuleMatching.ofObject(
                        Optional.of(new ReplicationConfiguration(ROLE, List.of(rule))), "k", NO_TAGS, true))
                .containsExactly(new ReplicationTarget(
                        "r", ROLE, "dest", Optional.of("arn:aws:kms:eu-west-1:1:key/x"), Optional.empty(), true));
    }
}
