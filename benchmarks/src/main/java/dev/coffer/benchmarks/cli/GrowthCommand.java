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

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Option(
            names = "--objects",
            split = ",",
            defaultValue = "1000,100000,1000000",
            description = "Where to look (default: ${DEFAULT-VALUE})")
    private List<Long> steps;

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
        Growth growth = new Growth(target.endpoint(), target.cpu(), size, plan(clients), rounds, output::progress);
        for (long objects : steps) {
            growth.growTo(objects).figures().forEach(output::print);
        }
        if (records.isEmpty()) {
            return 0;
        }
        Optional<TrailCopies> copies =
                copyRecords ? Optional.of(new TrailCopies(target.dataFolder(), output::progress)) : Optional.empty();
        TrailGrowth trail =
                new TrailGrowth(target.endpoint(), target.cpu(), plan(LOOKUPS), rounds, copies, output::progress);
        for (long count : records) {
            output.print(trail.growTo(count));
        }
        return 0;
    }

    private Plan plan(int side) {
        return Plan.closed(side, Duration.ofSeconds(1), Duration.ofSeconds(seconds));
    }
}
