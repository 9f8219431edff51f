package dev.coffer.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.conformance.distributed.Services;
import dev.coffer.conformance.faults.Rounds.Pace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A short set of {@code deploy/faults/run} on services as processes. {@code -Dcoffer.faults.rounds=10
 * -Dcoffer.faults.seed=7} for more, or for a seed that has found something.
 */
@Tag("slow")
class FaultsTest {
    /** Room for the load, for a segment ahead, and for the reserve of compaction twice over. */
    private static final int DISK_MEBIBYTES = 384;

    private static final Pace BRISK = new Pace(Duration.ofMillis(100), Duration.ofSeconds(3));

    @Test
    void nothing_acknowledged_is_lost_doubled_or_unrecorded() throws Exception {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "it starts services of its own");
        int rounds = Integer.getInteger("coffer.faults.rounds", 2);
        long seed = Long.getLong("coffer.faults.seed", 25); // its first rounds fill both regions' disks
        try (Services services = Services.onSmallDisks(DISK_MEBIBYTES)) {
            List<String> violations =
                    new Rounds(new ProcessSite(services), BRISK, System.out::println).run(rounds, seed);
            assertThat(violations)
                    .as(() -> "seed " + seed + services.complaints())
                    .isEmpty();
        }
    }
}
