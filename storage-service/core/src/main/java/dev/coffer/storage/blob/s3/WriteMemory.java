package dev.coffer.storage.blob.s3;

import dev.coffer.aws.error.S3Error;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that all blobs under way may take together. A write takes what it will need before it begins and asks for
 * more only without waiting or before it holds any: so those that wait never wait for one another. It is counted in KiB.
 */
final class WriteMemory {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int UNIT_BYTES = 1024;

    private final Semaphore free;

    WriteMemory(long bytes) {
        this.free = new Semaphore(units(bytes), true);
    }

    /**
     * Takes so many bytes, waiting for them.
     *
     * @throws dev.coffer.aws.error.AwsException {@code SlowDown} if others hold on to them for too long
     */
    void take(long bytes) {
        try {
            if (!free.tryAcquire(units(bytes), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw S3Error.SLOW_DOWN.error();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw S3Error.SERVICE_UNAVAILABLE.error();
        }
    }

    /** Takes so many bytes, or none if there are not as many. */
    boolean tryTake(long bytes) {
        return free.tryAcquire(units(bytes));
    }

    void giveBack(long bytes) {
        free.release(units(bytes));
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, UNIT_BYTES));
    }
}
