package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.load.Comparison;
import dev.coffer.benchmarks.load.Contender;
import dev.coffer.benchmarks.load.Pace;
import dev.coffer.benchmarks.load.Plan;
import dev.coffer.benchmarks.report.Figures;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How load is run; the same for S3 and KMS. */
public final class LoadOptions {
    private static final Duration SETTLE = Duration.ofSeconds(1);

    @Option(names = "--clients", defaultValue = "64", description = "Connections (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(names = "--rate", paramLabel = "N", description = "Requests a second (default: a closed loop)")
    private @Nullable Double rate;

    @Option(names = "--seconds", defaultValue = "10", description = "Measured in a round (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Load on each contender before the first round (default: ${DEFAULT-VALUE})")
    private int warmUp;

    int clients() {
        return clients;
    }

    /** Runs the contenders in turn. */
    Figures run(String title, List<Contender> contenders, Output output) {
        Pace pace = rate == null ? new Pace.Closed() : new Pace.Fixed(rate);
        Plan plan = new Plan(clients, pace, SETTLE, Duration.ofSeconds(seconds));
        return Figures.of(
                Comparison.run(title, contenders, plan, rounds, Duration.ofSeconds(warmUp), output::progress));
    }
}
