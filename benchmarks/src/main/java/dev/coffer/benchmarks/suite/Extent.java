package dev.coffer.benchmarks.suite;

import java.time.Duration;
import java.util.List;

/**
 * How much a run of the suite measures.
 *
 * @param slice measured in a round
 * @param rounds of each comparison
 * @param warmUp before the first round of each comparison
 * @param probes of each lag
 * @param replicated objects of the replication throughput
 * @param growth numbers of objects at which the growing bucket is looked at
 * @param uploadBytes of each of 32 uploads while memory is watched
 * @param starts rounds of the start-up times
 * @param demoObjects of the demo after which memory is looked at
 */
public record Extent(
        String name,
        Duration slice,
        int rounds,
        Duration warmUp,
        int probes,
        long replicated,
        List<Long> growth,
        Duration growthSlice,
        long uploadBytes,
        int starts,
        int demoObjects) {
    private static final long MIB = 1 << 20;

    /** Within five minutes. */
    public static final Extent QUICK = new Extent(
            "quick",
            Duration.ofSeconds(3),
            2,
            Duration.ofSeconds(6),
            40,
            4_000,
            List.of(1_000L, 100_000L),
            Duration.ofSeconds(1),
            32 * MIB,
            1,
            60);

    /** Everything; half an hour or so, and 40 GB of disk. */
    public static final Extent FULL = new Extent(
            "full",
            Duration.ofSeconds(10),
            5,
            Duration.ofSeconds(15),
            300,
            50_000,
            List.of(1_000L, 100_000L, 1_000_000L),
            Duration.ofSeconds(5),
            256 * MIB,
            3,
            500);
}
