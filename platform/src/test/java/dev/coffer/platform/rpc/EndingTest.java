package dev.coffer.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.Region;
import dev.coffer.platform.trust.Audience;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that ends, and one that waits for it to come back. */
@Timeout(30)
class EndingTest {
    private static final Audience PEER = Audience.kms(new Region("us-east-1"));
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void a_service_that_ends_finishes_what_it_has_and_takes_no_more() throws Exception {
        OpenCalls calls = new OpenCalls();
        assertThat(calls.begin()).isTrue();
        assertThat(calls.ending()).isFalse();
        CompletableFuture<Boolean> finished = finish(calls, Duration.ofMillis(1), LONG);

        while (calls.begin()) {
            calls.end(); // still taken for a moment
        }
        assertThat(calls.ending()).isTrue();
        assertThat(finished).isNotDone();
        calls.end();

        assertThat(finished.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_call_that_takes_too_long_is_not_waited_for() throws Exception {
        OpenCalls calls = new OpenCalls();
        assertThat(calls.begin()).isTrue();

        assertThat(finish(calls, Duration.ofMillis(1), Duration.ofMillis(1)).get(LONG.toSeconds(), TimeUnit.SECONDS))
                .isFalse();
    }

    @Test
    void a_call_waits_for_a_peer_that_is_away() {
        AtomicInteger attempts = new AtomicInteger();

        Optional<String> found = new Patience(LONG)
                .connect(PEER, () -> attempts.incrementAndGet() < 4 ? Optional.empty() : Optional.of("there"));

        assertThat(found).contains("there");
        assertThat(attempts).hasValue(4);
    }

    @Test
    void not_forever_and_without_patience_not_at_all() {
        AtomicInteger attempts = new AtomicInteger();

        assertThat(new Patience(Duration.ofMillis(150)).connect(PEER, () -> away(attempts)))
                .isEmpty();
        assertThat(attempts.get()).isBetween(2, 3);
        attempts.set(0);
        assertThat(new Patience(Duration.ZERO).connect(PEER, () -> away(attempts)))
                .isEmpty();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void only_so_many_calls_wait_for_one_peer() throws Exception {
        Patience patience = new Patience(LONG);
        CountDownLatch waiting = new CountDownLatch(2 * 128); // each of the first 128 has tried twice
        CountDownLatch back = new CountDownLatch(1);
        for (int i = 0; i < 128; i++) {
            Thread.ofVirtual()
                    .start(() -> patience.connect(PEER, () -> {
                        waiting.countDown();
                        return back.getCount() == 0 ? Optional.of("there") : Optional.empty();
                    }));
        }
        assertThat(waiting.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        AtomicInteger attempts = new AtomicInteger();
        assertThat(patience.connect(PEER, () -> away(attempts))).isEmpty();
        assertThat(attempts).hasValue(1);
        assertThat(patience.connect(Audience.AUDIT, () -> Optional.of("another")))
                .contains("another");
        back.countDown();
    }

    private static Optional<String> away(AtomicInteger attempts) {
        attempts.incrementAndGet();
        return Optional.empty();
    }

    private static CompletableFuture<Boolean> finish(OpenCalls calls, Duration turning, Duration finishing) {
        CompletableFuture<Boolean> finished = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                finished.complete(calls.finish(turning, finishing));
            } catch (InterruptedException e) {
                finished.completeExceptionally(e);
            }
        });
        return finished;
    }
}
