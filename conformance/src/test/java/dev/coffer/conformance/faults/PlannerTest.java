package dev.coffer.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.faults.Fault.Strike;
import dev.coffer.conformance.faults.Planner.Target;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final List<Target> TARGETS = List.of(
            new Target("gateway", Optional.empty(), Set.of(Injury.KILL, Injury.PAUSE)),
            new Target("postgres", Optional.empty(), Set.of(Injury.DISCONNECT)),
            new Target(
                    "storage.a", Optional.of("a"), Set.of(Injury.KILL, Injury.PAUSE, Injury.DISCONNECT, Injury.FILL)),
            new Target("kms.a", Optional.of("a"), Set.of(Injury.KILL, Injury.PAUSE)),
            new Target("kms.b", Optional.of("b"), Set.of(Injury.KILL, Injury.PAUSE)));

    private static List<List<Fault>> plan(long seed, List<Target> targets, int rounds) {
        Planner planner = new Planner(seed, targets, LONGEST);
        return Stream.generate(planner::next).limit(rounds).toList();
    }

    @Test
    void a_seed_repeats_its_plan_whatever_the_order_of_targets() {
        assertThat(plan(7, TARGETS.reversed(), 12)).isEqualTo(plan(7, TARGETS, 12));
        assertThat(plan(8, TARGETS, 12)).isNotEqualTo(plan(7, TARGETS, 12));
    }

    @Test
    void everything_that_can_be_done_is_done_in_turn() {
        Set<String> done = new HashSet<>();
        int cards = 11;
        plan(3, TARGETS, cards / 3 + 1).stream()
                .flatMap(faults -> faults.stream().limit(2))
                .flatMap(fault -> fault.strikes().stream())
                .forEach(strike -> done.add(strike.injury() + " " + strike.victim()));
        assertThat(done).hasSize(cards);
    }

    @Test
    void nobody_is_hurt_twice_at_once_and_nobody_for_longer_than_allowed() {
        for (List<Fault> faults : plan(5, TARGETS, 40)) {
            for (Fault fault : faults) {
                assertThat(fault.strikes()).isNotEmpty();
                assertThat(fault.strikes()).extracting(Strike::victim).doesNotHaveDuplicates();
                assertThat(fault.strikes())
                        .allSatisfy(s -> assertThat(s.held()).isPositive().isLessThanOrEqualTo(LONGEST));
            }
        }
    }

    @Test
    void a_region_is_hurt_as_a_whole_and_everything_is_restarted_at_once() {
        List<List<Fault>> rounds = plan(1, TARGETS, 4);
        assertThat(rounds.get(1).getLast().strikes().stream()
                        .map(Strike::victim)
                        .collect(Collectors.toSet()))
                .isIn(Set.of("storage.a", "kms.a"), Set.of("kms.b"));
        assertThat(rounds.get(3).getLast().strikes())
                .extracting(s -> s.injury() + " " + s.victim())
                .containsExactlyInAnyOrder("kill gateway", "kill storage.a", "kill kms.a", "kill kms.b");
    }
}
