package dev.coffer.storage.outbox;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A doorbell: a ring while nobody waits is heard by the next who does; many rings are one. */
final class Wakeup {
    private final Semaphore rings = new Semaphore(0);

    void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Waits for a ring, or so long. */
    void await(long millis) {
        try {
            if (rings.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                rings.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
