package dev.coffer.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.faults.Rounds.Pace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What {@code deploy/faults/run} runs, on a project of Compose that is there to be hurt. */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = "COFFER_FAULTS_CONSUMER", matches = ".+")
class ComposeFaultsTest {
    private static final Pace STEADY = new Pace(Duration.ofMillis(150), Duration.ofSeconds(8));

    @Test
    void nothing_acknowledged_is_lost_doubled_or_unrecorded() throws Exception {
        int rounds = Integer.getInteger("coffer.faults.rounds", 10);
        long seed = Long.getLong("coffer.faults.seed", 1);
        ComposeSite site = ComposeSite.fromEnvironment();
        List<String> violations = new Rounds(site, STEADY, System.out::println).run(rounds, seed);
        assertThat(violations).as("seed %d on %s", seed, site).isEmpty();
    }
}
