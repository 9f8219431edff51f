package dev.coffer.cli.demo;

import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.Credentials;
import dev.coffer.cli.aws.Clients;
import dev.coffer.cli.demo.Buckets.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The whole comparison, step by step: make keys, identities and buckets; write, read back, replicate; count what the
 * audit trail says; then write against a low quota in buckets of their own.
 */
final class Scenario implements AutoCloseable {
    private static final Duration METER_PATIENCE = Duration.ofSeconds(15);

    private final Stage stage;
    private final Path folder;
    private final List<Sample> samples;
    private final Progress progress;
    private final Workers workers;
    private final Undo undo;
    private final Names names = Names.fresh("coffer-demo");
    private final Clients writer;

    private Scenario(Stage stage, Path folder, List<Sample> samples, Progress progress, Workers workers, Undo undo) {
        this.stage = stage;
        this.folder = folder;
        this.samples = samples;
        this.progress = progress;
        this.workers = workers;
        this.undo = undo;
        this.writer = stage.clients();
    }

    /** Runs it. Everything that was made is in {@code undo}, whether this returns or throws. */
    static Report play(Stage stage, Path folder, List<Sample> samples, Progress progress, Workers workers, Undo undo) {
        // Closed by the undo's end, not here: taking back needs the clients.
        Scenario scenario = new Scenario(stage, folder, samples, progress, workers, undo);
        undo.remember("clients", scenario::close);
        return scenario.run();
    }

    private Report run() {
        Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long nanos = System.nanoTime();
        Setting setting = setUp();
        long bytes = write();
        long readBack = readBack(setting.reader());
        Map<Variant, Replicated> replicated = replicate();
        Counted counted = new Counted(
                new Trail(writer.trail(stage.source()), writer.kms(stage.source()), setting.sourceKey())
                        .complete(begun, workers),
                new Trail(writer.trail(stage.destination()), writer.kms(stage.destination()), setting.destinationKey())
                        .complete(begun, workers),
                names,
                setting.role());
        Meters meters = new Meters(stage, names);
        meters.await(counted.total(), METER_PATIENCE, workers);
        Map<Variant, Report.Quota> quotas = againstQuota(setting.sourceKey());
        return new Report(
                stage.endpoint().toString(),
                stage.source(),
                stage.destination(),
                folder.toString(),
                samples.size(),
                bytes,
                readBack,
                column(Variant.STANDARD, counted, meters, replicated, quotas),
                column(Variant.BUCKET_KEYS, counted, meters, replicated, quotas),
                plaintext(counted, replicated.get(Variant.PLAINTEXT)),
                counted.total(),
                meters.calls(),
                (System.nanoTime() - nanos) / 1e9);
    }

    /** What the steps share. */
    private record Setting(String sourceKey, String destinationKey, Credentials reader, String role) {}

    private Setting setUp() {
        try (Progress.Phase phase = progress.phase("make keys, users and buckets", 4)) {
            String sourceKey = Keys.create(writer.kms(stage.source()), "coffer demo " + names.run(), undo);
            String destinationKey =
                    Keys.create(writer.kms(stage.destination()), "coffer demo " + names.run() + " replicas", undo);
            phase.step();
            Identities identities = new Identities(stage.admin(), writer.account(stage.source()), names);
            Credentials reader = identities.createReader(undo);
            String role = identities.createReplicationRole(undo);
            phase.step();
            createDestinations(destinationKey);
            phase.step();
            createSources(sourceKey, destinationKey, role);
            phase.step();
            return new Setting(sourceKey, destinationKey, reader, role);
        }
    }

    private void createDestinations(String key) {
        Buckets there = new Buckets(writer.s3(stage.destination()), stage.destination(), undo);
        there.createEncrypted(names.replica(Variant.PLAINTEXT), key, true);
        there.createPlaintext(names.replica(Variant.STANDARD));
        there.createPlaintext(names.replica(Variant.BUCKET_KEYS));
        for (Variant variant : Variant.values()) {
            there.enableVersioning(names.replica(variant));
        }
        Buckets here = new Buckets(writer.s3(stage.source()), stage.source(), undo);
        here.createPlaintext(names.sameRegionReplica());
        here.enableVersioning(names.sameRegionReplica());
    }

    private void createSources(String key, String replicaKey, String role) {
        Buckets here = new Buckets(writer.s3(stage.source()), stage.source(), undo);
        here.createPlaintext(names.source(Variant.PLAINTEXT));
        here.createEncrypted(names.source(Variant.STANDARD), key, false);
        here.createEncrypted(names.source(Variant.BUCKET_KEYS), key, true);
        for (Variant variant : Variant.values()) {
            here.enableVersioning(names.source(variant));
            here.replicate(names.source(variant), role, targets(variant, replicaKey));
        }
    }

    private List<Target> targets(Variant variant, String replicaKey) {
        return variant == Variant.PLAINTEXT
                ? List.of(
                        new Target(names.replica(variant), Optional.empty()),
                        new Target(names.sameRegionReplica(), Optional.empty()))
                : List.of(new Target(names.replica(variant), Optional.of(replicaKey)));
    }

    private long write() {
        Transfers transfers = new Transfers(workers);
        long bytes = 0;
        for (Variant variant : Variant.values()) {
            try (Progress.Phase phase = progress.phase("write " + variant.label(), samples.size())) {
                bytes = transfers.write(writer.s3(stage.source()), names.source(variant), samples, phase);
            }
        }
        return bytes;
    }

    private long readBack(Credentials credentials) {
        Transfers transfers = new Transfers(workers);
        long objects = 0;
        try (Clients reader = new Clients(stage.endpoint(), credentials)) {
            for (Variant variant : Variant.values()) {
                try (Progress.Phase phase = progress.phase("read " + variant.label(), samples.size())) {
                    objects += transfers.readBack(reader.s3(stage.source()), names.source(variant), samples, phase);
                }
            }
        }
        return objects;
    }

    /** Source objects and what became of them. */
    private record Replicated(
            Map<String, HeadObjectResponse> sources,
            Map<String, HeadObjectResponse> replicas,
            Map<String, HeadObjectResponse> sameRegion) {}

    private Map<Variant, Replicated> replicate() {
        Replicas looking = new Replicas(workers);
        Map<Variant, Replicated> replicated = new EnumMap<>(Variant.class);
        for (Variant variant : Variant.values()) {
            try (Progress.Phase phase = progress.phase("replicate " + variant.label(), samples.size())) {
                Map<String, HeadObjectResponse> sources =
                        looking.await(writer.s3(stage.source()), names.source(variant), keys(), phase);
                Map<String, HeadObjectResponse> replicas =
                        looking.look(writer.s3(stage.destination()), names.replica(variant), sources.keySet());
                Map<String, HeadObjectResponse> sameRegion = variant == Variant.PLAINTEXT
                        ? looking.look(
                                writer.s3(stage.source()),
                                names.sameRegionReplica(),
                                List.of(samples.getFirst().key()))
                        : Map.of();
                replicated.put(variant, new Replicated(sources, replicas, sameRegion));
            }
        }
        return replicated;
    }

    private List<String> keys() {
        return samples.stream().map(Sample::key).toList();
    }

    private Map<Variant, Report.Quota> againstQuota(String key) {
        Map<Variant, Report.Quota> results = new EnumMap<>(Variant.class);
        QuotaRun quota = new QuotaRun(workers);
        Buckets buckets = new Buckets(writer.s3(stage.source()), stage.source(), undo);
        try (Clients impatient = Clients.withoutRetries(stage.endpoint(), stage.credentials())) {
            for (Variant variant : List.of(Variant.STANDARD, Variant.BUCKET_KEYS)) {
                buckets.createEncrypted(names.quota(variant), key, variant == Variant.BUCKET_KEYS);
            }
            Runnable putBack = new Quota(stage.admin(), stage.source()).lower(QuotaRun.CALLS_PER_SECOND, undo);
            try {
                for (Variant variant : List.of(Variant.STANDARD, Variant.BUCKET_KEYS)) {
                    try (Progress.Phase phase = progress.phase("low quota: " + variant.label(), QuotaRun.steps())) {
                        results.put(variant, quota.run(impatient.s3(stage.source()), names.quota(variant), phase));
                    }
                }
            } finally {
                putBack.run();
            }
        }
        return results;
    }

    private Report.Column column(
            Variant variant,
            Counted counted,
            Meters meters,
            Map<Variant, Replicated> replicated,
            Map<Variant, Report.Quota> quotas) {
        Replicated replicas = replicated.get(variant);
        KmsRecord record = counted.sample(variant)
                .orElseThrow(() -> new CommandFailed("the trail has no GenerateDataKey for " + names.source(variant)));
        return new Report.Column(
                names.source(variant),
                counted.byRequesters(variant),
                counted.byRole(variant),
                meters.requesters(variant, samples.size()),
                meters.everybody(variant, samples.size()),
                quotas.get(variant),
                record.contextArn(),
                record.json(),
                Replicas.summary(names.replica(variant), replicas.sources(), replicas.replicas()));
    }

    private Report.Plaintext plaintext(Counted counted, Replicated replicated) {
        String key = samples.getFirst().key();
        return new Report.Plaintext(
                key,
                version(
                        stage.source(),
                        names.source(Variant.PLAINTEXT),
                        replicated.sources().get(key)),
                version(
                        stage.source(),
                        names.sameRegionReplica(),
                        replicated.sameRegion().get(key)),
                version(
                        stage.destination(),
                        names.replica(Variant.PLAINTEXT),
                        replicated.replicas().get(key)),
                Replicas.summary(names.replica(Variant.PLAINTEXT), replicated.sources(), replicated.replicas()),
                counted.byRole(Variant.PLAINTEXT));
    }

    private static Report.Version version(String region, String bucket, HeadObjectResponse head) {
        return new Report.Version(region, bucket, Replicas.encryption(head), Replicas.bucketKey(head), head.eTag());
    }

    @Override
    public void close() {
        writer.close();
    }
}
