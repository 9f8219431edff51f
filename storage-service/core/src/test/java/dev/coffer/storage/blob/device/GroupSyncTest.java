package dev.coffer.storage.blob.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GroupSyncTest {

    @Test
    void whoever_asks_during_a_sync_shares_the_next_one() throws Exception {
        AtomicInteger syncs = new AtomicInteger();
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        GroupSync group = new GroupSync(() -> {
            if (syncs.incrementAndGet() == 1) {
                awaitUninterruptibly(firstMayEnd);
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> {
                group.sync();
                return null;
            });
            Awaitility.await().until(() -> syncs.get() == 1);
            List<Future<?>> others = new ArrayList<>();
            CountDownLatch asked = new CountDownLatch(50);
            for (int i = 0; i < 50; i++) {
                others.add(threads.submit(() -> {
                    asked.countDown();
                    group.sync();
                    return null;
                }));
            }
            asked.await();
            Awaitility.await().until(() -> group.waiting() == 50);
            firstMayEnd.countDown();
            first.get();
            for (Future<?> other : others) {
                other.get();
            }
        }
        assertThat(syncs).hasValue(2);
    }

    @Test
    void a_failed_sync_fails_its_caller_and_the_next_one_tries_again() throws IOException {
        AtomicInteger syncs = new AtomicInteger();
        GroupSync group = new GroupSync(() -> {
            if (syncs.incrementAndGet() == 1) {
                throw new IOException("no");
            }
        });
        assertThatThrownBy(group::sync).isInstanceOf(IOException.class);
        group.sync();
        assertThat(syncs).hasValue(2);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
