package dev.coffer.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RepeatingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void does_the_last_thing_after_the_turn_that_goes_on() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Repeating repeating = new Repeating("test", Duration.ofHours(1), () -> turn(begun, asked), e -> {});
        repeating.startAtOnce();
        begun.await();
        Thread.ofVirtual().start(asked::countDown);

        repeating.close(() -> done.add("last"), PATIENCE);

        assertThat(done).containsExactly("turn", "last");
    }

    @Test
    void does_not_wait_longer_than_it_is_told_to() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Repeating repeating = new Repeating("test", Duration.ofHours(1), () -> turn(begun, asked), e -> {});
        repeating.startAtOnce();
        begun.await();

        repeating.close(() -> done.add("last"), Duration.ofMillis(1));

        assertThat(done).isEmpty();
        asked.countDown();
    }

    @Test
    void ends_after_a_turn_that_failed_too() {
        Repeating repeating = new Repeating(
                "test",
                Duration.ofHours(1),
                () -> {
                    throw new IllegalStateException("no");
                },
                e -> done.add(e.getMessage()));
        repeating.startAtOnce();

        repeating.close(() -> done.add("last"), PATIENCE);

        assertThat(done).containsExactly("no", "last");
    }

    private void turn(CountDownLatch begun, CountDownLatch asked) {
        begun.countDown();
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        done.add("turn");
    }
}
