package dev.coffer.gateway.identity;

import dev.coffer.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The number that counts up with every change of who may do what, on whatever instance. An answer is at most 900 ms old,
 * so that a deleted key is gone within a second: past 400 ms one caller asks the database while the others go on with what
 * they have, past 900 ms all wait. Nothing is asked while nobody asks, and with the database away nobody gets in.
 */
@ApplicationScoped
class IdentityRevision {
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long STALE_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private final Database database;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Seen seen = new Seen(-1, System.nanoTime() - STALE_NANOS);

    private record Seen(long revision, long atNanos) {
        long age() {
            return System.nanoTime() - atNanos;
        }
    }

    IdentityRevision(Database database) {
        this.database = database;
    }

    /** The revision. May block on the database. */
    long current() {
        Seen now = seen;
        if (now.age() < FRESH_NANOS) {
            return now.revision;
        }
        if (!asking.tryLock()) {
            if (now.age() < STALE_NANOS) {
                return now.revision;
            }
            asking.lock();
        }
        try {
            if (seen.age() >= FRESH_NANOS) {
                ask();
            }
            return seen.revision;
        } finally {
            asking.unlock();
        }
    }

    /** Asks at once: after a change of one's own. */
    void refresh() {
        asking.lock();
        try {
            ask();
        } finally {
            asking.unlock();
        }
    }

    private void ask() {
        long before = System.nanoTime();
        long revision = database.statements()
                .first("select revision from gateway.identity_revision", row -> row.getLong(0))
                .orElseThrow(() -> new IllegalStateException("gateway.identity_revision is empty"));
        seen = new Seen(revision, before);
    }
}
