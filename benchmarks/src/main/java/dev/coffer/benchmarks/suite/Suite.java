package dev.coffer.benchmarks.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.benchmarks.growth.Growth;
import dev.coffer.benchmarks.growth.TrailGrowth;
import dev.coffer.benchmarks.kms.KmsOperation;
import dev.coffer.benchmarks.lag.AuditLag;
import dev.coffer.benchmarks.lag.ReplicationLag;
import dev.coffer.benchmarks.lag.ReplicationPair;
import dev.coffer.benchmarks.lag.TrailCatchUp;
import dev.coffer.benchmarks.load.Comparison;
import dev.coffer.benchmarks.load.Contender;
import dev.coffer.benchmarks.load.CpuTime;
import dev.coffer.benchmarks.load.Plan;
import dev.coffer.benchmarks.report.Figures;
import dev.coffer.benchmarks.report.Units;
import dev.coffer.benchmarks.s3.BenchBucket;
import dev.coffer.benchmarks.s3.Encryption;
import dev.coffer.benchmarks.s3.ObjectSet;
import dev.coffer.benchmarks.s3.S3Operation;
import dev.coffer.benchmarks.server.LocalInstance;
import dev.coffer.benchmarks.server.StartUp;
import dev.coffer.benchmarks.server.UploadMemory;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.cli.admin.AdminApi;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs every benchmark once, on standalones of its own, one after another. */
final class Suite {
    static final String PLAINTEXT = "plaintext";
    static final String BUCKET_KEY = "bucket key";

    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final int MANY = 64;
    private static final int FEW = 8;
    private static final int UPLOADS = 32;
    private static final int LOOKUPS = 4;
    private static final long KIB = 1024;
    private static final long SMALL = 4 * KIB;
    private static final long LARGE = KIB * KIB;
    private static final long HUGE = 10 * KIB * KIB;
    private static final int SMALL_OBJECTS = 1_000;
    private static final int HUGE_OBJECTS = 16;
    private static final double REPLICATION_LOAD = 200;
    private static final double AUDIT_LOAD = 1_000;

    private final Path launcher;
    private final Extent extent;
    private final Consumer<String> progress;

    Suite(Path launcher, Extent extent, Consumer<String> progress) {
        this.launcher = launcher;
        this.extent = extent;
        this.progress = progress;
    }

    Results run() {
        Instant at = Instant.now();
        try (LocalInstance instance = new LocalInstance(launcher, List.of("--bucket-key-lifetime", "3600s"))) {
            Machine machine = Machine.look(instance.data());
            Optional<StartUp> startUp = extent.starts() == 0
                    ? Optional.empty()
                    : Optional.of(StartUp.measure(launcher, extent.starts(), extent.demoObjects(), progress));
            progress.accept("starting the standalone to be measured");
            instance.start();
            return measure(instance, at, machine, startUp);
        }
    }

    private Results measure(LocalInstance instance, Instant at, Machine machine, Optional<StartUp> startUp) {
        Endpoint endpoint = instance.endpoint();
        AdminApi admin = new AdminApi(endpoint.uri(), endpoint.credentials());
        admin.put("/kms/quotas/" + endpoint.region(), Map.of("enabled", false));
        Bars bars = new Bars();
        bars.startUp(startUp);
        Figures putSmall = compare(instance, S3Operation.PUT, SMALL, MANY, 0);
        Figures putLarge = compare(instance, S3Operation.PUT, LARGE, FEW, 0);
        bars.puts(putSmall, putLarge);
        Figures getSmall = compare(instance, S3Operation.GET, SMALL, MANY, SMALL_OBJECTS);
        Figures getLarge = compare(instance, S3Operation.GET, HUGE, FEW, HUGE_OBJECTS);
        bars.gets(getSmall, getLarge);

        String key = BenchBucket.createKey(endpoint);
        Figures generate = kms(instance, KmsOperation.GENERATE_DATA_KEY, key);
        double caughtUp = TrailCatchUp.measure(endpoint, key);
        Figures decrypt = kms(instance, KmsOperation.DECRYPT, key);
        bars.kms(generate, caughtUp);

        progress.accept("replication lag and throughput");
        ReplicationLag replication = ReplicationLag.measure(
                ReplicationPair.create(endpoint, endpoint.in(instance.otherRegion()), Optional.empty()),
                new ReplicationLag.Size(extent.probes(), REPLICATION_LOAD, extent.replicated(), SMALL));
        bars.replication(replication);
        progress.accept("audit lag");
        AuditLag audit = AuditLag.measure(endpoint, extent.probes(), AUDIT_LOAD);
        bars.audit(audit);

        Growth growth = new Growth(endpoint, instance.cpu(), KIB, growthPlan(MANY), extent.rounds(), progress);
        TrailGrowth trail = new TrailGrowth(
                endpoint, instance.cpu(), growthPlan(LOOKUPS), extent.rounds(), Optional.empty(), progress);
        List<Growth.Step> steps = new ArrayList<>();
        List<Figures> trailSteps = new ArrayList<>();
        for (long objects : extent.growth()) {
            steps.add(growth.growTo(objects));
            trailSteps.add(trail.growTo(objects));
        }
        bars.growth(steps, growth.written(), generateDataKeyCalls(admin, endpoint, growth.kmsKey()));

        progress.accept("memory while " + UPLOADS + " clients upload");
        UploadMemory memory = UploadMemory.measure(endpoint, instance.process(), UPLOADS, extent.uploadBytes());
        bars.memory(memory);
        return new Results(
                at,
                instance.version(),
                extent,
                machine,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                bars.all(),
                startUp,
                putSmall,
                putLarge,
                getSmall,
                getLarge,
                generate,
                decrypt,
                caughtUp,
                replication,
                audit,
                steps,
                trailSteps,
                memory);
    }

    private Figures compare(LocalInstance instance, S3Operation operation, long size, int clients, int objects) {
        String title = operation.name() + " " + Units.size(size);
        List<Contender> contenders = List.of(
                contender(instance, PLAINTEXT, Encryption.Kind.PLAINTEXT, operation, size, objects),
                contender(instance, BUCKET_KEY, Encryption.Kind.BUCKET_KEY, operation, size, objects));
        boolean largeWrites = operation == S3Operation.PUT && size >= LARGE; // longer slices would fill the disk
        return run(title, contenders, clients, largeWrites ? Extent.QUICK : extent);
    }

    private Contender contender(
            LocalInstance instance, String name, Encryption.Kind kind, S3Operation operation, long size, int objects) {
        Endpoint endpoint = instance.endpoint();
        String bucket = BenchBucket.freshName(operation.name().toLowerCase(java.util.Locale.ROOT));
        BenchBucket.create(endpoint, bucket, true, false);
        Optional<String> key = kind.usesKms() ? Optional.of(BenchBucket.createKey(endpoint)) : Optional.empty();
        ObjectSet set =
                new ObjectSet(bucket, "", FEW, size, new Encryption(kind, key).headers(), ObjectSet.Checks.CHEAP);
        BenchBucket.fill(endpoint, set, 0, objects, FEW);
        return new Contender(name, endpoint, "s3", operation.on(set, objects, objects), instance.cpu());
    }

    private Figures kms(LocalInstance instance, KmsOperation operation, String key) {
        Endpoint endpoint = instance.endpoint();
        CpuTime cpu = instance.cpu();
        return run(
                operation.wireName(),
                List.of(new Contender("KMS", endpoint, "kms", operation.on(endpoint, key), cpu)),
                MANY,
                extent);
    }

    private Figures run(String title, List<Contender> contenders, int clients, Extent lengths) {
        Plan plan = Plan.closed(clients, SETTLE, lengths.slice());
        return Figures.of(Comparison.run(title, contenders, plan, extent.rounds(), lengths.warmUp(), progress));
    }

    private Plan growthPlan(int clients) {
        return Plan.closed(clients, Duration.ofMillis(500), extent.growthSlice());
    }

    /** What the cost meter has counted for {@code key}: one for each bucket that one requester wrote under it. */
    private static long generateDataKeyCalls(AdminApi admin, Endpoint endpoint, String key) {
        JsonNode usage = admin.get("/kms/usage", Map.of("groupBy", "key,operation", "region", endpoint.region()));
        long calls = 0;
        for (JsonNode row : usage.path("rows")) {
            JsonNode by = row.path("by");
            if (key.equals(by.path("key").asText())
                    && "GenerateDataKey".equals(by.path("operation").asText())) {
                calls += row.path("calls").asLong();
            }
        }
        return calls;
    }
}
