package dev.coffer.replication.link;

import java.time.Duration;

/** Time as a link spends it. */
public interface LinkClock {
    /** The real one. */
    LinkClock SYSTEM = new LinkClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time);
        }
    };

    /** Nanoseconds from some origin. */
    long nanos();

    /** Lets {@code time} pass. */
    void sleep(Duration time) throws InterruptedException;
}
