package dev.coffer.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.admin.AdminApi;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Writes small objects as fast as it goes while KMS allows few calls, and counts what is refused. */
final class QuotaRun {
    private static final int CALLS_PER_SECOND = 50;
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final byte[] CONTENT = new byte[1024];

    private final AdminApi admin;
    private final String region;
    private final Workers workers;

    QuotaRun(AdminApi admin, String region, Workers workers) {
        this.admin = admin;
        this.region = region;
        this.workers = workers;
    }

    /** Lowers the quota; what it returns, and the undo, put back what was there. */
    Runnable lowerQuota(Undo undo) {
        JsonNode before = admin.get(path(), Map.of());
        Runnable putBack = () -> admin.put(
                path(),
                Map.of(
                        "symmetricPerSecond", before.path("symmetricPerSecond").asInt(),
                        "enabled", before.path("enabled").asBoolean()));
        undo.remember("KMS quota of " + region, putBack);
        admin.put(path(), Map.of("symmetricPerSecond", CALLS_PER_SECOND, "enabled", true));
        return putBack;
    }

    /** PUTs into {@code bucket} with {@code s3}, which must not retry. */
    Report.Quota run(S3Client s3, String bucket, Progress.Phase phase) {
        AtomicLong numbers = new AtomicLong();
        AtomicLong puts = new AtomicLong();
        AtomicLong slowDowns = new AtomicLong();
        long begun = System.nanoTime();
        workers.sideBySide(() -> {
            (put(s3, bucket, numbers.incrementAndGet()) ? puts : slowDowns).incrementAndGet();
            long elapsed = System.nanoTime() - begun;
            phase.reached(TimeUnit.NANOSECONDS.toSeconds(elapsed));
            return elapsed < LENGTH.toNanos();
        });
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Report.Quota(CALLS_PER_SECOND, seconds, puts.get(), slowDowns.get());
    }

    /** How many steps a phase around {@link #run} has. */
    static long steps() {
        return LENGTH.toSeconds();
    }

    private static boolean put(S3Client s3, String bucket, long number) {
        try {
            s3.putObject(p -> p.bucket(bucket).key("n/%08d".formatted(number)), RequestBody.fromBytes(CONTENT));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == SERVICE_UNAVAILABLE) {
                return false;
            }
            throw e;
        }
    }

    private String path() {
        return "/kms/quotas/" + region;
    }
}
