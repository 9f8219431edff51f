package dev.coffer.cli.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Writes small objects as fast as it goes while KMS allows few calls, and counts what is refused. */
final class QuotaRun {
    /** What KMS allows while this runs. */
    static final int CALLS_PER_SECOND = 50;

    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final byte[] CONTENT = new byte[1024];

    private final Workers workers;

    QuotaRun(Workers workers) {
        this.workers = workers;
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
}
