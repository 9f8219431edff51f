package dev.coffer.cli.demo;

import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.aws.Clients;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Checks every {@link Claim}: writes, reads as others, waits for replicas, and compares what the trail and the meter say
 * with what was claimed. A claim that cannot be checked does not hold.
 */
final class Verification {
    private static final int OBJECTS = 12;
    private static final int LOW_QUOTA = 5;
    private static final Duration QUOTA_PATIENCE = Duration.ofSeconds(10);
    private static final Duration METER_PATIENCE = Duration.ofSeconds(15);
    private static final List<String> KEYS =
            IntStream.range(0, OBJECTS).mapToObj("object-%02d"::formatted).toList();

    private final Stage stage;
    private final int storageInstances;
    private final Progress progress;
    private final Workers workers;
    private final Undo undo;
    private final Clients owner;
    private final List<Finding> findings = new ArrayList<>();

    private Verification(Stage stage, int storageInstances, Progress progress, Workers workers, Undo undo) {
        this.stage = stage;
        this.storageInstances = storageInstances;
        this.progress = progress;
        this.workers = workers;
        this.undo = undo;
        this.owner = stage.clients();
    }

    /**
     * Checks; what was made is in {@code undo}, whether this returns or throws.
     *
     * @param storageInstances of the first region, at least 1
     */
    static List<Finding> play(Stage stage, int storageInstances, Progress progress, Workers workers, Undo undo) {
        Verification verification = new Verification(stage, storageInstances, progress, workers, undo);
        undo.remember("clients", verification.owner::close);
        verification.run();
        return verification.findings;
    }

    private void run() {
        Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        VerificationSetting setting =
                during("make keys, users and buckets", () -> VerificationSetting.make(stage, owner, undo));
        Names names = setting.names();
        int same = during("write and read", () -> writeAndRead(setting));
        find(Claim.ROUND_TRIP, 3 * OBJECTS + " equal", () -> same + " equal");
        Map<Variant, Map<String, HeadObjectResponse>> sources = replicate(names);
        Counted counted = during("look into the trail", () -> counted(setting, begun));
        new JudgedCalls(counted, names, KEYS, storageInstances).claims().forEach(this::find);
        find(Claim.REPLICAS_KEEP_ENCRYPTION, 2 * OBJECTS + " replicas", () -> alike(setting, sources) + " replicas");
        find(Claim.PLAINTEXT_BECOMES_ENCRYPTED, OBJECTS + " replicas", () -> encrypted(setting, sources) + " replicas");
        Meters meters = new Meters(stage, names);
        find(Claim.METER_AGREES, counted.total() + " calls", () -> {
            meters.await(counted.total(), METER_PATIENCE, workers);
            return meters.calls() + " calls";
        });
        refusals(setting);
        throttling(setting);
        findings.sort(java.util.Comparator.comparing(Finding::claim));
    }

    private int writeAndRead(VerificationSetting setting) {
        AtomicInteger same = new AtomicInteger();
        try (Clients reader = new Clients(stage.endpoint(), setting.reader())) {
            for (Variant variant : Variant.values()) {
                String bucket = setting.names().source(variant);
                workers.forEach(
                        KEYS,
                        key -> owner.s3(stage.source())
                                .putObject(p -> p.bucket(bucket).key(key), RequestBody.fromBytes(content(key))));
                workers.forEach(KEYS, key -> {
                    byte[] read = reader.s3(stage.source())
                            .getObjectAsBytes(g -> g.bucket(bucket).key(key))
                            .asByteArray();
                    if (Arrays.equals(read, content(key))) {
                        same.incrementAndGet();
                    }
                });
            }
        }
        return same.get();
    }

    private static byte[] content(String key) {
        return (key + "\n")
                .repeat(1 + key.hashCode() % 7 * 1000 + 7000)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private Map<Variant, Map<String, HeadObjectResponse>> replicate(Names names) {
        Map<Variant, Map<String, HeadObjectResponse>> sources = new EnumMap<>(Variant.class);
        for (Variant variant : Variant.values()) {
            try (Progress.Phase phase = progress.phase("replicate " + variant.label(), OBJECTS)) {
                sources.put(
                        variant,
                        new Replicas(workers).await(owner.s3(stage.source()), names.source(variant), KEYS, phase));
            } catch (CommandFailed e) {
                sources.put(variant, Map.of()); // found again where the replicas are counted
            }
        }
        return sources;
    }

    private Counted counted(VerificationSetting setting, Instant begun) {
        return new Counted(
                new Trail(owner.trail(stage.source()), owner.kms(stage.source()), setting.sourceKey())
                        .complete(begun, workers),
                new Trail(owner.trail(stage.destination()), owner.kms(stage.destination()), setting.replicaKey())
                        .complete(begun, workers),
                setting.names(),
                setting.role());
    }

    /** How many replicas of SSE-KMS objects are encrypted by the rule's key, with their source's bucket-key flag. */
    private long alike(VerificationSetting setting, Map<Variant, Map<String, HeadObjectResponse>> sources) {
        return List.of(Variant.STANDARD, Variant.BUCKET_KEYS).stream()
                .mapToLong(variant -> replicas(setting, variant, sources).values().stream()
                        .filter(replica -> setting.replicaKey().equals(replica.ssekmsKeyId()))
                        .filter(replica -> Replicas.bucketKey(replica) == (variant == Variant.BUCKET_KEYS))
                        .count())
                .sum();
    }

    /** How many replicas of plaintext objects are SSE-KMS with another ETag. */
    private long encrypted(VerificationSetting setting, Map<Variant, Map<String, HeadObjectResponse>> sources) {
        Map<String, HeadObjectResponse> plain = sources.get(Variant.PLAINTEXT);
        return replicas(setting, Variant.PLAINTEXT, sources).entrySet().stream()
                .filter(e -> Replicas.encryption(plain.get(e.getKey())).equals("none"))
                .filter(e -> Replicas.encryption(e.getValue()).equals("aws:kms"))
                .filter(e -> !e.getValue().eTag().equals(plain.get(e.getKey()).eTag()))
                .count();
    }

    private Map<String, HeadObjectResponse> replicas(
            VerificationSetting setting, Variant variant, Map<Variant, Map<String, HeadObjectResponse>> sources) {
        return new Replicas(workers)
                .look(
                        owner.s3(stage.destination()),
                        setting.names().replica(variant),
                        sources.get(variant).keySet());
    }

    private void refusals(VerificationSetting setting) {
        String bucket = setting.names().source(Variant.BUCKET_KEYS);
        String key = KEYS.getFirst();
        try (Clients refused = new Clients(stage.endpoint(), setting.refused());
                Clients writer = new Clients(stage.endpoint(), setting.writeOnly())) {
            find(
                    Claim.REQUESTER_ISOLATION,
                    "GET AccessDenied, PUT AccessDenied",
                    () -> "GET " + get(refused.s3(stage.source()), bucket, key) + ", PUT "
                            + put(refused.s3(stage.source()), bucket, "refused"));
            find(
                    Claim.WRITING_IS_NOT_READING,
                    "PUT done, GET AccessDenied",
                    () -> "PUT " + put(writer.s3(stage.source()), bucket, "write-only") + ", GET "
                            + get(writer.s3(stage.source()), bucket, "write-only"));
        }
    }

    private void throttling(VerificationSetting setting) {
        try (Clients impatient = Clients.withoutRetries(stage.endpoint(), stage.credentials());
                Progress.Phase phase = progress.phase("go over the KMS quota", 2)) {
            Runnable putBack = new Quota(stage.admin(), stage.source()).lower(LOW_QUOTA, undo);
            try {
                find(
                        Claim.KMS_THROTTLES,
                        "ThrottlingException",
                        () -> refusal(() -> impatient
                                .kms(stage.source())
                                .generateDataKey(
                                        g -> g.keyId(setting.sourceKey()).keySpec("AES_256"))));
                phase.step();
                find(
                        Claim.S3_SLOWS_DOWN,
                        "SlowDown",
                        () -> refusal(() -> impatient
                                .s3(stage.source())
                                .putObject(
                                        p -> p.bucket(setting.names().quota(Variant.STANDARD))
                                                .key("k"),
                                        RequestBody.fromString("x"))));
                phase.step();
            } finally {
                putBack.run();
            }
        }
    }

    /** Calls until it is refused, and says how. */
    private String refusal(Runnable call) {
        long begun = System.nanoTime();
        java.util.concurrent.atomic.AtomicReference<String> refusal = new java.util.concurrent.atomic.AtomicReference<>(
                "no refusal within " + QUOTA_PATIENCE.toSeconds() + " s");
        workers.sideBySide(() -> {
            String outcome = outcome(call);
            if (!outcome.equals("done")) {
                refusal.set(outcome);
                return false;
            }
            return System.nanoTime() - begun < QUOTA_PATIENCE.toNanos();
        });
        return refusal.get();
    }

    private static String get(S3Client s3, String bucket, String key) {
        return outcome(() -> s3.getObjectAsBytes(g -> g.bucket(bucket).key(key)));
    }

    private static String put(S3Client s3, String bucket, String key) {
        return outcome(() -> s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromString("x")));
    }

    private static String outcome(Runnable call) {
        try {
            call.run();
            return "done";
        } catch (AwsServiceException e) {
            return e.awsErrorDetails().errorCode();
        }
    }

    private <T> T during(String what, Supplier<T> work) {
        try (Progress.Phase phase = progress.phase(what, 1)) {
            T result = work.get();
            phase.step();
            return result;
        }
    }

    private void find(Claim claim, String expected, Supplier<String> found) {
        try {
            find(new Finding(claim, expected, found.get()));
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            find(new Finding(claim, expected, message));
        }
    }

    private void find(Finding finding) {
        findings.add(finding);
    }
}
