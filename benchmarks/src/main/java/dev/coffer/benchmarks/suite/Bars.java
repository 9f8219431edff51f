package dev.coffer.benchmarks.suite;

import dev.coffer.benchmarks.growth.Growth;
import dev.coffer.benchmarks.lag.AuditLag;
import dev.coffer.benchmarks.lag.ReplicationLag;
import dev.coffer.benchmarks.report.Figures;
import dev.coffer.benchmarks.report.Units;
import dev.coffer.benchmarks.server.StartUp;
import dev.coffer.benchmarks.server.UploadMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The bars that Coffer sets itself, for its 2-core reference machine, load generator included. */
final class Bars {
    private static final double MIB = 1 << 20;

    private final List<Bar> bars = new ArrayList<>();

    List<Bar> all() {
        return List.copyOf(bars);
    }

    void puts(Figures small, Figures large) {
        bars.add(Bar.atLeast(
                "PUT 4 KiB, SSE-KMS with bucket keys against plaintext",
                " ×",
                0.90,
                0.97,
                Optional.of(row(small, Suite.BUCKET_KEY).ratio()),
                with(small)));
        bars.add(Bar.atLeast(
                "PUT 1 MiB, SSE-KMS with bucket keys against plaintext",
                " ×",
                1.0,
                1.3,
                Optional.of(row(large, Suite.BUCKET_KEY).ratio()),
                with(large)));
        bars.add(Bar.atLeast(
                "PUT 4 KiB durable, plaintext",
                "/s",
                3_000,
                8_000,
                Optional.of(row(small, Suite.PLAINTEXT).perSecond()),
                with(small)));
    }

    void gets(Figures small, Figures large) {
        bars.add(Bar.atLeast(
                "GET 4 KiB, bucket keys",
                "/s",
                8_000,
                20_000,
                Optional.of(row(small, Suite.BUCKET_KEY).perSecond()),
                with(small)));
        bars.add(Bar.atLeast(
                "GET 10 MiB, bucket keys",
                " MB/s",
                600,
                1_200,
                Optional.of(row(large, Suite.BUCKET_KEY).megabytesPerSecond()),
                with(large)));
        bars.add(Bar.atLeast(
                "GET 10 MiB, bucket keys against plaintext",
                " ×",
                0.85,
                0.95,
                Optional.of(row(large, Suite.BUCKET_KEY).ratio()),
                with(large)));
    }

    void kms(Figures generateDataKey, double caughtUpSeconds) {
        bars.add(Bar.atLeast(
                "GenerateDataKey, each acknowledged by the log",
                "/s",
                8_000,
                20_000,
                Optional.of(generateDataKey.rows().getFirst().perSecond()),
                with(generateDataKey)));
        bars.add(Bar.atMost(
                "the trail has caught up after that",
                " s",
                60,
                2,
                Optional.of(caughtUpSeconds),
                "LookupEvents by key"));
    }

    void replication(ReplicationLag lag) {
        String with = "idle, " + Units.size(lag.size()) + ", " + lag.idle().count() + " probes";
        bars.add(Bar.atMost(
                "replication lag, p50", " ms", 100, 30, Optional.of(lag.idle().p50()), with));
        bars.add(Bar.atMost(
                "replication lag, p99", " ms", 400, 100, Optional.of(lag.idle().p99()), with));
        bars.add(Bar.atLeast(
                "replication throughput",
                "/s",
                500,
                2_000,
                Optional.of(lag.perSecond()),
                String.format(Locale.ROOT, "%,d objects of %s, PUTs included", lag.objects(), Units.size(lag.size()))));
    }

    void audit(AuditLag lag) {
        bars.add(Bar.atMost(
                "KMS call → LookupEvents, p99, under load",
                " ms",
                2_000,
                500,
                Optional.of(lag.loaded().p99()),
                Units.figure(lag.loadPerSecond()) + " other calls/s"));
    }

    void growth(List<Growth.Step> steps, long puts, long kmsCalls) {
        Growth.Step last = steps.getLast();
        String with = String.format(Locale.ROOT, "%,d objects in the bucket", last.objects());
        bars.add(Bar.atLeast(
                "PUT in the grown bucket against an empty one", " ×", 0.8, 0.95, Optional.of(ratio(last, 0)), with));
        bars.add(Bar.atMost(
                "LIST top level of the grown bucket, time against 1,000 keys",
                " ×",
                2,
                1.1,
                Optional.of(1 / ratio(last, 2)),
                with));
        bars.add(Bar.atMost(
                "KMS calls for the PUTs of one requester",
                "",
                1,
                1,
                Optional.of((double) kmsCalls),
                String.format(Locale.ROOT, "GenerateDataKey for %,d PUTs into one bucket, lifetime 3,600 s", puts)));
    }

    void memory(UploadMemory memory) {
        bars.add(Bar.atMost(
                "heap + direct memory while 32 clients upload",
                " MiB",
                384,
                192,
                Optional.of(memory.heapAndDirect() / MIB),
                memory.clients() + " × " + Units.size(memory.size()) + ", committed heap"));
    }

    void startUp(Optional<StartUp> startUp) {
        String with =
                startUp.map(s -> "launcher included, median of " + s.rounds()).orElse("left out");
        bars.add(Bar.atMost("`./coffer up` after a clean end", " s", 5, 2.5, startUp.map(StartUp::afterStop), with));
        bars.add(Bar.atMost("`./coffer up`, first start", " s", 10, 5, startUp.map(StartUp::first), with));
        bars.add(Bar.atMost(
                "`./coffer up` after kill -9, trail caught up",
                " s",
                15,
                8,
                startUp.map(StartUp::trailAfterKill),
                with));
        bars.add(Bar.atMost(
                "memory (PSS) after a demo",
                " MiB",
                700,
                500,
                startUp.filter(s -> s.pssAfterDemo() > 0).map(s -> s.pssAfterDemo() / MIB),
                "JVM and PostgreSQL"));
    }

    private static Figures.Row row(Figures figures, String contender) {
        return figures.rows().stream()
                .filter(r -> r.contender().equals(contender))
                .findFirst()
                .orElseThrow();
    }

    private static double ratio(Growth.Step step, int figure) {
        return step.figures().get(figure).rows().get(1).ratio();
    }

    private static String with(Figures figures) {
        return figures.load() + ", " + figures.rounds() + " × " + Units.figure(figures.measuredSeconds()) + " s";
    }
}
