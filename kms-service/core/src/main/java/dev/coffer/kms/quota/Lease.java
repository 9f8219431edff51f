package dev.coffer.kms.quota;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens of a shared bucket that this instance may give out. They are taken by any thread, and added and put back by one. A
 * lease ends a second after it was last answered, and at once when the quota is no more the one under which it was made.
 */
final class Lease {
    /** How long tokens are good for, in nanoseconds. */
    static final long LIFE = 1_000_000_000;

    private static final long TOKEN = 1_000_000; // parts: slices of a small quota are less than a token each

    private final AtomicLong held = new AtomicLong();
    private volatile Terms terms = new Terms(0, 0, false);

    /** @param scarce whether the bucket gave less than was wanted */
    private record Terms(int perSecond, long answeredAt, boolean scarce) {
        private boolean inForce(int quota, long now) {
            return perSecond == quota && now - answeredAt < LIFE;
        }
    }

    /** Takes one token if there is one. */
    boolean take(int perSecond, long now) {
        if (!terms.inForce(perSecond, now)) {
            return false;
        }
        while (true) {
            long known = held.get();
            if (known < TOKEN) {
                return false;
            }
            if (held.compareAndSet(known, known - TOKEN)) {
                return true;
            }
        }
    }

    /** Whether the bucket is known to be used up: then who has no token waits for the next slice. */
    boolean scarce(int perSecond, long now) {
        Terms known = terms;
        return known.scarce() && known.inForce(perSecond, now);
    }

    /** Tokens that are left. */
    double held() {
        return held.get() / (double) TOKEN;
    }

    /** Takes up to so many of what is left, to put them back. */
    double giveUp(double tokens) {
        long most = (long) (tokens * TOKEN);
        return Math.min(held.getAndUpdate(known -> known - Math.min(known, most)), most) / (double) TOKEN;
    }

    /** Ends it if it has outlived its second, and tells what is to be put back: nothing if it was of another quota. */
    double lapse(int perSecond, long now) {
        if (terms.inForce(perSecond, now)) {
            return 0;
        }
        long rest = held.getAndSet(0);
        return terms.perSecond() == perSecond ? rest / (double) TOKEN : 0;
    }

    /** A slice. */
    void add(double tokens, boolean scarce, int perSecond, long now) {
        if (!terms.inForce(perSecond, now)) {
            held.set(0);
        }
        held.addAndGet((long) (tokens * TOKEN));
        terms = new Terms(perSecond, now, scarce);
    }
}
