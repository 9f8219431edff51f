package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.growth.Growth;
import dev.coffer.benchmarks.growth.TrailCopies;
import dev.coffer.benchmarks.growth.TrailGrowth;
import dev.coffer.benchmarks.load.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code growth}: what PUT, GET, LIST and LookupEvents cost as buckets and trail grow. */
@Command(
        name = "growth",
        description =
                "PUT, GET and LIST in a bucket that grows against one that does not; LookupEvents as the trail grows.",
        mixinStandardHelpOptions = true)
final class GrowthCommand implements Callable<Integer> {
    private static final int LOOKUPS = 4;
    private static final List<Long> DEFAULT_STEPS = List.of(1_000L, 100_000L, 1_000_000L);

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Option(
            names = "--objects",
            split = ",",
            description = "Where to look (default: 1000,100000,1000000, or nowhere where only --records is given)")
    private List<Long> steps = List.of();

    @Option(names = "--records", split = ",", description = "The same for the trail (default: it is left out)")
    private List<Long> records = List.of();

    @Option(
            names = "--copy-records",
            description =
                    "Make all but the first 10,000 of them by SQL, in the database of the data folder's standalone.")
    private boolean copyRecords;

    @Option(names = "--size", defaultValue = "1KiB", converter = Variant.SizeConverter.class)
    private long size;

    @Option(names = "--clients", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}")
    private int clients;

    @Option(names = "--seconds", defaultValue = "5", description = "Measured in a round (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Override
    public Integer call() {
        if (!steps.isEmpty() || records.isEmpty()) {
            objects(steps.isEmpty() ? DEFAULT_STEPS : steps);
        }
        if (!records.isEmpty()) {
            records();
        }
        return 0;
    }

    private void objects(List<Long> counts) {
        Growth growth = new Growth(target.endpoint(), target.cpu(), size, plan(clients), rounds, output::progress);
        for (long count : counts) {
            growth.growTo(count).figures().forEach(output::print);
        }
    }

    private void records() {
        Optional<TrailCopies> copies =
                copyRecords ? Optional.of(new TrailCopies(target.dataFolder(), output::progress)) : Optional.empty();
        TrailGrowth trail =
                new TrailGrowth(target.endpoint(), target.cpu(), plan(LOOKUPS), rounds, copies, output::progress);
        for (long count : records) {
            output.print(trail.growTo(count));
        }
    }

    private Plan plan(int side) {
        return Plan.closed(side, Duration.ofSeconds(1), Duration.ofSeconds(seconds));
    }
}
