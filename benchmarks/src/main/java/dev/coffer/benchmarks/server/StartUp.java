package dev.coffer.benchmarks.server;

import dev.coffer.benchmarks.kms.KmsOperation;
import dev.coffer.benchmarks.lag.TrailLookup;
import dev.coffer.benchmarks.load.Series;
import dev.coffer.benchmarks.report.Markdown;
import dev.coffer.benchmarks.report.Report;
import dev.coffer.benchmarks.report.Units;
import dev.coffer.benchmarks.s3.BenchBucket;
import dev.coffer.benchmarks.wire.Answer;
import dev.coffer.benchmarks.wire.Request;
import dev.coffer.benchmarks.wire.SingleClient;
import dev.coffer.cli.CommandFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long {@code ./coffer up --detach} takes until it returns, which is when everything is ready; seconds, medians.
 *
 * @param first with an empty data folder
 * @param afterStop after a clean end
 * @param afterKill after {@code kill -9}
 * @param trailAfterKill from that start's beginning until LookupEvents finds a call answered just before the kill
 * @param pssAfterDemo bytes of JVM and PostgreSQL after {@code ./coffer demo} has run on it; 0 if it was left out
 */
public record StartUp(
        int rounds, double first, double afterStop, double afterKill, double trailAfterKill, long pssAfterDemo)
        implements Report {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_NANOS = 20_000_000;

    /**
     * Measures {@code rounds} instances, one after another.
     *
     * @param demoObjects how many objects the demo takes; 0 leaves it out
     */
    public static StartUp measure(Path launcher, int rounds, int demoObjects, Consumer<String> progress) {
        List<Double> first = new ArrayList<>();
        List<Double> afterStop = new ArrayList<>();
        List<Double> afterKill = new ArrayList<>();
        List<Double> trail = new ArrayList<>();
        long pss = 0;
        for (int round = 1; round <= rounds; round++) {
            progress.accept("start-up, round " + round + " of " + rounds);
            try (LocalInstance instance = new LocalInstance(launcher, List.of())) {
                first.add(seconds(instance.start()));
                instance.stop();
                afterStop.add(seconds(instance.start()));
                String key = BenchBucket.createKey(instance.endpoint());
                String requestId = call(instance, key);
                instance.kill();
                long killed = System.nanoTime();
                afterKill.add(seconds(instance.start()));
                awaitInTrail(instance, key, requestId);
                trail.add(seconds(Duration.ofNanos(System.nanoTime() - killed)));
                if (round == rounds && demoObjects > 0) {
                    progress.accept("start-up: a demo with " + demoObjects + " objects, for its memory");
                    instance.coffer(List.of(
                            "demo",
                            "--endpoint",
                            instance.endpoint().uri().toString(),
                            "--objects",
                            Integer.toString(demoObjects)));
                    pss = ProcessMemory.pss(instance.process());
                }
            }
        }
        return new StartUp(rounds, median(first), median(afterStop), median(afterKill), median(trail), pss);
    }

    @Override
    public void writeTo(Markdown out) {
        out.heading(3, "Start-up");
        out.table(
                List.of("`./coffer up` until ready, median of " + rounds, "s"),
                List.of(
                        List.of("first start, empty data folder", Units.figure(first)),
                        List.of("after a clean end", Units.figure(afterStop)),
                        List.of("after kill -9", Units.figure(afterKill)),
                        List.of("trail caught up after kill -9", Units.figure(trailAfterKill))));
        if (pssAfterDemo > 0) {
            out.paragraph("JVM and PostgreSQL take " + Units.size(pssAfterDemo / (1 << 20) * (1 << 20))
                    + " (PSS) after a demo.");
        }
    }

    private static String call(LocalInstance instance, String key) {
        try (SingleClient kms = new SingleClient(instance.endpoint(), "kms")) {
            Answer answer = kms.call(KmsOperation.GENERATE_DATA_KEY.call(key));
            if (!answer.ok()) {
                throw new CommandFailed("GenerateDataKey: " + answer.failure());
            }
            return answer.header("x-amzn-requestid").orElseThrow();
        }
    }

    private static void awaitInTrail(LocalInstance instance, String key, String requestId) {
        Request lookup = TrailLookup.newest("ResourceName", key).keeping();
        long begun = System.nanoTime();
        try (SingleClient trail = new SingleClient(instance.endpoint(), TrailLookup.SERVICE)) {
            while (!trail.call(lookup).text().contains(requestId)) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new CommandFailed(
                            "a call answered before kill -9 is not in the trail after " + PATIENCE.toSeconds() + " s");
                }
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
        }
    }

    private static double median(List<Double> seconds) {
        return Series.median(seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
