package dev.coffer.kms.cost;

import static dev.coffer.kms.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.kms.Callers;
import dev.coffer.kms.TestKms;
import dev.coffer.kms.api.RotateKeyOnDemand;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import dev.coffer.kms.api.Usage;
import dev.coffer.kms.cost.CostLine.Outcome;
import dev.coffer.kms.cost.CostRows.Slice;
import dev.coffer.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The meter on a real database. */
class CostMeterTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-11-20T11:00:00Z");

    private final TestKms kms = new TestKms();
    private final CostRows rows = new CostRows(TestDatabase.shared().database());
    private final CostMeter meter =
            new CostMeter(rows, kms.rings, new Prices(new BigDecimal("0.03"), BigDecimal.ONE), kms::now);

    @BeforeEach
    @AfterEach
    void emptySchema() {
        TestDatabase.shared().migrate("kms");
    }

    @Test
    void a_redelivered_record_counts_once() {
        rows.fold(List.of(slice(0, line("Decrypt", Outcome.ANSWERED), line("Decrypt", Outcome.ANSWERED))));
        rows.fold(List.of(slice(0, line("Decrypt", Outcome.ANSWERED), line("Decrypt", Outcome.ANSWERED))));
        rows.fold(List.of(slice(1, line("Decrypt", Outcome.ANSWERED), line("Decrypt", Outcome.ANSWERED))));

        assertThat(usage().total().calls()).isEqualTo(3);
        assertThat(rows.folded("topic", 0)).contains(3L);
        assertThat(rows.folded("topic", 1)).isEmpty();
    }

    @Test
    void a_change_whose_record_is_in_the_log_twice_counts_once() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        rows.fold(List.of(slice(0, change(first), line("Decrypt", Outcome.ANSWERED), change(first))));
        rows.fold(List.of(slice(3, change(second), change(first))));

        assertThat(usage("operation").rows())
                .extracting(Usage.Row::by, Usage.Row::calls)
                .containsExactly(
                        tuple(Map.of("operation", "Decrypt"), 1L), tuple(Map.of("operation", "DisableKey"), 2L));
    }

    @Test
    void sums_are_grouped_as_asked_for() {
        rows.fold(List.of(slice(
                0,
                line("Decrypt", Outcome.ANSWERED),
                line("Decrypt", Outcome.FAILED),
                line("Decrypt", Outcome.THROTTLED),
                line("GenerateDataKey", Outcome.ANSWERED))));

        Usage.Result result = usage("operation", "bucket");

        assertThat(result.rows())
                .containsExactly(
                        new Usage.Row(
                                Map.of("operation", "Decrypt", "bucket", "b"), 2, 1, 1, new BigDecimal("0.00000600")),
                        new Usage.Row(
                                Map.of("operation", "GenerateDataKey", "bucket", "b"),
                                1,
                                0,
                                0,
                                new BigDecimal("0.00000300")));
        assertThat(result.total().calls()).isEqualTo(3);
        assertThat(result.total().throttled()).isEqualTo(1);
        assertThat(usage("hour").rows().getFirst().by()).containsEntry("hour", "2026-11-20T10:00:00Z");
        refused("ValidationException", () -> usage("color"));
    }

    @Test
    void hours_outside_of_the_time_asked_for_do_not_count() {
        rows.fold(List.of(slice(0, line("Decrypt", Outcome.ANSWERED))));

        assertThat(between(TEN.plusSeconds(1800), ELEVEN).total().calls()).isEqualTo(1);
        assertThat(between(ELEVEN, ELEVEN.plusSeconds(1)).total().calls()).isZero();
        assertThat(meter.usage(new Usage(Optional.empty(), Optional.empty(), List.of()), new Region("eu-west-1"))
                        .total()
                        .calls())
                .isZero();
    }

    @Test
    void keys_cost_by_the_month_and_more_after_their_first_two_rotations() {
        Caller root = Callers.root(new AccountId("111111111111"));
        String key = kms.createKey(root);
        kms.pass(Duration.ofHours(730));
        assertThat(usage().keysUsd()).isEqualByComparingTo("1");

        for (int i = 0; i < 3; i++) {
            kms.call(new RotateKeyOnDemand(key), root);
        }
        kms.pass(Duration.ofHours(730));
        assertThat(usage().keysUsd()).isEqualByComparingTo("4");

        kms.call(new ScheduleKeyDeletion(key, Optional.empty()), root);
        assertThat(usage().keysUsd()).isZero();
    }

    private Usage.Result usage(String... groupBy) {
        return meter.usage(new Usage(Optional.empty(), Optional.empty(), List.of(groupBy)), VIRGINIA);
    }

    private Usage.Result between(Instant from, Instant to) {
        return meter.usage(new Usage(Optional.of(from), Optional.of(to), List.of()), VIRGINIA);
    }

    private static Slice slice(long firstOffset, MeteredCall... calls) {
        TreeMap<Long, MeteredCall> byOffset = new TreeMap<>();
        for (MeteredCall call : calls) {
            byOffset.put(firstOffset + byOffset.size(), call);
        }
        return new Slice("topic", 0, byOffset, firstOffset + calls.length);
    }

    private static MeteredCall line(String operation, Outcome outcome) {
        return call(operation, outcome, Optional.empty());
    }

    private static MeteredCall change(UUID eventId) {
        return call("DisableKey", Outcome.ANSWERED, Optional.of(eventId));
    }

    private static MeteredCall call(String operation, Outcome outcome, Optional<UUID> change) {
        return new MeteredCall(
                new CostLine("us-east-1", TEN, "111111111111", "key", "caller", "b", operation, outcome), change);
    }
}
