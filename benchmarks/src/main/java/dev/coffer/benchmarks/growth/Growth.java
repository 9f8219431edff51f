package dev.coffer.benchmarks.growth;

import dev.coffer.benchmarks.load.Comparison;
import dev.coffer.benchmarks.load.Contender;
import dev.coffer.benchmarks.load.CpuTime;
import dev.coffer.benchmarks.load.Plan;
import dev.coffer.benchmarks.report.Figures;
import dev.coffer.benchmarks.s3.BenchBucket;
import dev.coffer.benchmarks.s3.Encryption;
import dev.coffer.benchmarks.s3.ObjectSet;
import dev.coffer.benchmarks.s3.S3Operation;
import dev.coffer.benchmarks.wire.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * PUT, GET and LIST in a bucket that grows, each against a bucket that stays at 1,000 objects under 1,000 prefixes, in turn
 * within one run. The growing bucket's objects are under a bucket key, so that it also shows how many KMS calls they took.
 */
public final class Growth {
    /** Objects of the bucket that does not grow, each under a prefix of its own. */
    public static final int SMALL = 1_000;

    private static final int PREFIXES = 1_000;
    private static final int FILLING_CLIENTS = 64;
    private static final long FRESH = 1L << 40;

    private final Endpoint endpoint;
    private final CpuTime cpu;
    private final Plan plan;
    private final int rounds;
    private final Consumer<String> progress;
    private final String kmsKey;
    private final String otherKey;
    private final ObjectSet small;
    private final ObjectSet growing;
    private long written;
    private long fresh = FRESH;

    /** The step of a bucket's growth at which something was measured. */
    public record Step(long objects, List<Figures> figures) {}

    /**
     * @param size of each object, in bytes
     * @param plan of a slice
     */
    public Growth(Endpoint endpoint, CpuTime cpu, long size, Plan plan, int rounds, Consumer<String> progress) {
        this.endpoint = endpoint;
        this.cpu = cpu;
        this.plan = plan;
        this.rounds = rounds;
        this.progress = progress;
        this.kmsKey = BenchBucket.createKey(endpoint);
        this.otherKey = BenchBucket.createKey(endpoint);
        this.small = bucket("small", size, otherKey);
        this.growing = bucket("growing", size, kmsKey);
        BenchBucket.fill(endpoint, small, 0, SMALL, FILLING_CLIENTS);
    }

    /** The key that the objects of the growing bucket, and no others, are encrypted under. */
    public String kmsKey() {
        return kmsKey;
    }

    /** How many objects have been written into the growing bucket by filling it. */
    public long written() {
        return written;
    }

    /** Fills the bucket up to {@code objects} and measures there. */
    public Step growTo(long objects) {
        progress.accept(String.format(Locale.ROOT, "growth: filling up to %,d objects", objects));
        BenchBucket.fill(endpoint, growing, written, objects, FILLING_CLIENTS);
        written = objects;
        List<Figures> figures = new ArrayList<>();
        for (S3Operation operation :
                List.of(S3Operation.PUT, S3Operation.GET, S3Operation.LIST_TOP, S3Operation.LIST_FIRST)) {
            figures.add(compare(operation, objects));
        }
        return new Step(objects, figures);
    }

    private Figures compare(S3Operation operation, long objects) {
        String title =
                String.format(Locale.ROOT, "%s at %,d objects", operation.name().replace('_', ' '), objects);
        List<Contender> contenders = List.of(
                // What is written for the measurement goes beside the rest, so that the small bucket lists the same.
                contender(
                        "1,000 objects",
                        operation,
                        operation == S3Operation.PUT ? bucket("empty", small.size(), otherKey) : small,
                        SMALL),
                contender("growing", operation, growing, objects));
        return Figures.of(Comparison.run(title, contenders, plan, rounds, Duration.ZERO, progress));
    }

    private Contender contender(String name, S3Operation operation, ObjectSet objects, long present) {
        fresh += FRESH;
        return new Contender(name, endpoint, "s3", operation.on(objects, present, fresh), cpu);
    }

    private ObjectSet bucket(String name, long size, String key) {
        String bucket = BenchBucket.freshName(name);
        BenchBucket.create(endpoint, bucket, true, false);
        Encryption encryption = new Encryption(Encryption.Kind.BUCKET_KEY, Optional.of(key));
        return new ObjectSet(bucket, "", PREFIXES, size, encryption.headers(), ObjectSet.Checks.CHEAP);
    }
}
