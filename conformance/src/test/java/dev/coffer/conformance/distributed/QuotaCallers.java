package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/**
 * Callers that call KMS without a pause, until closed. A call counts when its answer comes: those under way when counting
 * begins count and those under way when it ends do not, one a caller at most.
 */
final class QuotaCallers implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicLong admitted = new AtomicLong();
    private final AtomicLong inARow = new AtomicLong();
    private final List<Future<?>> callers = new CopyOnWriteArrayList<>();
    private final String key;

    private QuotaCallers(String key) {
        this.key = key;
    }

    /** So many callers through each of some clients. */
    static QuotaCallers start(int each, List<KmsClient> clients, String key) {
        QuotaCallers callers = new QuotaCallers(key);
        for (KmsClient kms : clients) {
            for (int i = 0; i < each; i++) {
                callers.callers.add(callers.threads.submit(() -> callers.call(kms)));
            }
        }
        return callers;
    }

    private void call(KmsClient kms) {
        while (stopped.getCount() > 0) {
            try {
                kms.generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
                admitted.incrementAndGet();
                inARow.set(0);
            } catch (KmsException e) {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
                inARow.incrementAndGet();
            }
        }
    }

    /** Whether the last calls were all throttled: as many as there are callers, so that each instance had some. */
    boolean allThrottled() {
        return inARow.get() >= callers.size();
    }

    /** Counts for some time, in which these callers must be throttled too. */
    double admittedPerSecond(Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        long before = admitted.get();
        assertThat(stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)).isFalse();
        long counted = admitted.get() - before;
        return counted * 1e9 / (System.nanoTime() - begin);
    }

    /** Ends the callers. */
    @Override
    public void close() {
        stopped.countDown();
        threads.close();
        callers.forEach(caller -> assertThat(caller).succeedsWithin(Duration.ZERO));
    }
}
