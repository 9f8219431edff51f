package dev.coffer.audit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.audit.api.LookupEvents;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Cursor CURSOR = new Cursor(NOW.minusSeconds(60), UUID.randomUUID());

    @Test
    void nothing_asked_for_means_fifty_events_of_the_last_90_days() {
        Lookup lookup = lookup(request());

        assertThat(lookup.limit()).isEqualTo(50);
        assertThat(lookup.from()).isEqualTo(NOW.minus(Duration.ofDays(90)));
        assertThat(lookup.condition()).isEmpty();
        assertThat(lookup.after()).isEmpty();
    }

    @Test
    void a_start_before_the_history_is_moved_to_its_beginning() {
        Lookup lookup = lookup(between(Optional.of(NOW.minus(Duration.ofDays(400))), Optional.empty()));

        assertThat(lookup.from()).isEqualTo(NOW.minus(Duration.ofDays(90)));
    }

    @Test
    void a_start_behind_the_end_is_refused() {
        refused("InvalidTimeRangeException", () -> lookup(between(Optional.of(NOW), Optional.of(NOW.minusSeconds(1)))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 51, Integer.MAX_VALUE})
    void fewer_than_one_and_more_than_fifty_results_are_refused(int maxResults) {
        refused(
                "InvalidMaxResultsException",
                () -> lookup(new LookupEvents(
                        List.of(), Optional.empty(), Optional.empty(), Optional.of(maxResults), Optional.empty())));
    }

    @Test
    void two_attributes_are_refused() {
        LookupEvents.Attribute name = new LookupEvents.Attribute("EventName", "Decrypt");
        refused("InvalidLookupAttributesException", () -> lookup(by(name, name)));
    }

    @Test
    void an_unknown_attribute_is_refused() {
        refused(
                "InvalidLookupAttributesException",
                () -> lookup(by(new LookupEvents.Attribute("eventname", "Decrypt"))));
    }

    @Test
    void a_value_that_is_empty_or_too_long_is_refused() {
        refused("InvalidLookupAttributesException", () -> lookup(by(new LookupEvents.Attribute("EventName", ""))));
        refused(
                "InvalidLookupAttributesException",
                () -> lookup(by(new LookupEvents.Attribute("EventName", "x".repeat(2001)))));
    }

    @Test
    void a_token_leads_to_where_its_own_query_stopped() {
        String token = PageToken.of(CURSOR, lookup(request()).fingerprint());

        assertThat(lookup(continuing(token, List.of())).after()).contains(CURSOR);
    }

    @Test
    void a_token_of_another_query_account_or_region_is_refused() {
        String token = PageToken.of(CURSOR, lookup(request()).fingerprint());
        LookupEvents same = continuing(token, List.of());

        refused(
                "InvalidNextTokenException",
                () -> lookup(continuing(token, List.of(new LookupEvents.Attribute("EventName", "Decrypt")))));
        refused("InvalidNextTokenException", () -> Lookup.of(same, new AccountId("222222222222"), IRELAND, NOW));
        refused("InvalidNextTokenException", () -> Lookup.of(same, ACCOUNT, Region.US_EAST_1, NOW));
    }

    @Test
    void a_token_that_was_changed_anywhere_is_refused() {
        String token = PageToken.of(CURSOR, lookup(request()).fingerprint());
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'Q' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            refused("InvalidNextTokenException", () -> lookup(continuing(changed, List.of())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "AAAA", "not a token at all"})
    void what_is_no_token_is_refused(String token) {
        refused("InvalidNextTokenException", () -> lookup(continuing(token, List.of())));
    }

    @Test
    void group_tokens_keep_their_values_and_their_query() {
        List<String> values = List.of("", "a\nb", "ключ");
        String token = GroupToken.of(values, "q");

        assertThat(GroupToken.read(token, "q")).contains(values);
        assertThat(GroupToken.read(token, "other")).isEmpty();
        assertThat(GroupToken.read("A" + token.substring(1), "q")).isEmpty();
        assertThat(GroupToken.read("", "q")).isEmpty();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Lookup lookup(LookupEvents request) {
        return Lookup.of(request, ACCOUNT, IRELAND, NOW);
    }

    private static LookupEvents request() {
        return by();
    }

    private static LookupEvents by(LookupEvents.Attribute... attributes) {
        return new LookupEvents(
                List.of(attributes), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static LookupEvents between(Optional<Instant> start, Optional<Instant> end) {
        return new LookupEvents(List.of(), start, end, Optional.empty(), Optional.empty());
    }

    private static LookupEvents continuing(String token, List<LookupEvents.Attribute> attributes) {
        return new LookupEvents(attributes, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(token));
    }
}
