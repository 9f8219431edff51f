package dev.coffer.platform.rpc;

import dev.coffer.platform.trust.Audience;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Waits for a peer that takes no connections: one that is being restarted is back in seconds, and its callers' clients
 * should not notice. Only so many calls wait for a peer at a time, the rest fail at once, so that a peer that stays away
 * does not take along what can be answered without it.
 */
final class Patience {
    private static final int WAITING_AT_MOST = 128;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Duration limit;
    private final Map<Audience, Semaphore> waiting = new ConcurrentHashMap<>();

    /** @param limit how long a call waits, from its first attempt; zero: not at all */
    Patience(Duration limit) {
        this.limit = limit;
    }

    /**
     * What the first attempt that finds the peer gives.
     *
     * @param attempt to connect; empty if the peer does not take connections now
     * @return empty if the peer was not found in time
     */
    <T> Optional<T> connect(Audience peer, Supplier<Optional<T>> attempt) {
        Optional<T> found = attempt.get();
        if (found.isPresent() || limit.isZero()) {
            return found;
        }
        Semaphore places = waiting.computeIfAbsent(peer, p -> new Semaphore(WAITING_AT_MOST));
        if (!places.tryAcquire()) {
            return found;
        }
        try {
            return again(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            places.release();
        }
    }

    private <T> Optional<T> again(Supplier<Optional<T>> attempt) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<T> found = Optional.empty();
        while (found.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_EVERY);
            found = attempt.get();
        }
        return found;
    }
}
