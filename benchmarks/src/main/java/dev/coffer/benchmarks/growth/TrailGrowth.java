package dev.coffer.benchmarks.growth;

import dev.coffer.benchmarks.kms.KmsOperation;
import dev.coffer.benchmarks.lag.TrailCatchUp;
import dev.coffer.benchmarks.lag.TrailLookup;
import dev.coffer.benchmarks.load.Comparison;
import dev.coffer.benchmarks.load.Contender;
import dev.coffer.benchmarks.load.CpuTime;
import dev.coffer.benchmarks.load.Generator;
import dev.coffer.benchmarks.load.Pace;
import dev.coffer.benchmarks.load.Plan;
import dev.coffer.benchmarks.load.Slice;
import dev.coffer.benchmarks.load.Workload;
import dev.coffer.benchmarks.report.Figures;
import dev.coffer.benchmarks.s3.BenchBucket;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.benchmarks.wire.Request;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** LookupEvents while the trail grows: by a key with few records, by one that has all the others, and by event name. */
public final class TrailGrowth {
    private static final int FILLING_CLIENTS = 64;
    private static final long CALLED = 10_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Endpoint endpoint;
    private final CpuTime cpu;
    private final Plan plan;
    private final int rounds;
    private final Optional<TrailCopies> copies;
    private final Consumer<String> progress;
    private final String rare;
    private final String busy;
    private long calls;

    /**
     * @param plan of a slice of lookups
     * @param copies if given, only the first 10,000 records are made by calls, and the others by it
     */
    public TrailGrowth(
            Endpoint endpoint,
            CpuTime cpu,
            Plan plan,
            int rounds,
            Optional<TrailCopies> copies,
            Consumer<String> progress) {
        this.endpoint = endpoint;
        this.cpu = cpu;
        this.plan = plan;
        this.rounds = rounds;
        this.copies = copies;
        this.progress = progress;
        this.rare = BenchBucket.createKey(endpoint);
        this.busy = BenchBucket.createKey(endpoint);
    }

    /** Makes calls, or copies of them, until there are {@code records} of them and measures lookups. */
    public Figures growTo(long records) {
        call(copies.isPresent() ? Math.min(records, CALLED) : records);
        copies.ifPresent(filling -> {
            TrailCatchUp.measure(endpoint, busy);
            filling.growTo(busy, records);
        });
        return Figures.of(Comparison.run(
                String.format(Locale.ROOT, "LookupEvents at %,d records", records),
                List.of(
                        contender("a key of few records", "ResourceName", rare),
                        contender("the key of most records", "ResourceName", busy),
                        contender("GenerateDataKey", "EventName", "GenerateDataKey")),
                plan,
                rounds,
                Duration.ZERO,
                progress));
    }

    private void call(long records) {
        progress.accept(String.format(Locale.ROOT, "growth: KMS calls up to %,d", records));
        Request call = KmsOperation.GENERATE_DATA_KEY.call(busy);
        Plan filling = new Plan(FILLING_CLIENTS, new Pace.Closed(), Duration.ZERO, LONGEST);
        Slice slice = Generator.run(
                endpoint, "kms", Workload.numbered(calls, records, number -> call), filling, CpuTime.ofGenerator());
        calls += slice.total().count();
    }

    private Contender contender(String name, String attribute, String value) {
        Request lookup = TrailLookup.newest(attribute, value);
        return new Contender(name, endpoint, TrailLookup.SERVICE, () -> lookup, cpu);
    }
}
