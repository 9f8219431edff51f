package dev.coffer.storage.outbox;

import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.fault.FaultPoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Sends the outbox to the log: at least once, per key in the order of commits. One relay per database works at a time
 * ({@link OutboxLeadership}); the others wake it. It reads only rows of transactions below every running one
 * ({@code pg_snapshot_xmin}), so a row that becomes visible late is never behind its place, keeps many sends in flight,
 * and remembers its place only as far as every message before it has been acknowledged.
 */
@ApplicationScoped
public class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private static final int BATCH = 512;
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(130); // above Kafka's delivery timeout
    private static final Duration TURN_EVERY = Duration.ofSeconds(5);
    private static final long LOOK_ANYWAY_MILLIS = 1_000;
    /** From one look that found messages to the next: under load they gather, and share statements and requests. */
    private static final long GATHER_MILLIS = 30;

    private static final long NOT_YET_MILLIS = 1;
    private static final long NOT_YET_AT_MOST_MILLIS = 20;
    private static final long MAX_BACKOFF_MILLIS = 5_000;

    private final OutboxLog log;
    private final FaultPoints faults;
    private final OutboxLeadership leadership;
    private final Wakeup wakeup = new Wakeup();
    private volatile boolean closed;
    private volatile Optional<Thread> thread = Optional.empty();
    private long turnedAt;

    OutboxRelay(Database database, OutboxBell bell, OutboxLog log, FaultPoints faults) {
        this.log = log;
        this.faults = faults;
        this.leadership = new OutboxLeadership(database, wakeup::ring);
        bell.onRing(this::rung);
    }

    /** Begins. */
    public void start() {
        thread = Optional.of(Thread.ofVirtual().name("storage-outbox-relay").start(this::run));
    }

    @Override
    public void close() {
        closed = true;
        wakeup.ring();
        thread.ifPresent(t -> {
            try {
                t.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        leadership.close();
    }

    private void rung() {
        if (leadership.held()) {
            wakeup.ring();
        } else {
            leadership.wakeLeader();
        }
    }

    private void run() {
        long backoff = 100;
        while (!closed) {
            try {
                if (leadership.acquire()) {
                    relay();
                } else {
                    wakeup.await(LOOK_ANYWAY_MILLIS);
                }
                backoff = 100;
            } catch (RuntimeException e) {
                LOG.warnf("COFFER-STORAGE-004 the outbox relay tries again in %d ms: %s", backoff, e);
                wakeup.await(backoff);
                backoff = Math.min(MAX_BACKOFF_MILLIS, backoff * 2);
            }
        }
    }

    private void relay() {
        OutboxRows.Position position = OutboxRows.progress(statements());
        long notYet = NOT_YET_MILLIS;
        while (!closed && leadership.held()) {
            long looked = System.nanoTime();
            List<OutboxRows.Entry> entries = OutboxRows.next(statements(), position, BATCH);
            if (!entries.isEmpty()) {
                position = send(entries);
                notYet = NOT_YET_MILLIS;
                if (entries.size() < BATCH) {
                    pauseUntil(looked + GATHER_MILLIS * 1_000_000);
                }
            } else if (OutboxRows.pending(statements(), position)) {
                wakeup.await(
                        notYet); // an older transaction, of anybody, is still running, and nobody rings when it ends
                notYet = Math.min(NOT_YET_AT_MOST_MILLIS, notYet * 2);
            } else {
                wakeup.await(LOOK_ANYWAY_MILLIS);
                notYet = NOT_YET_MILLIS;
            }
            turn();
        }
    }

    private static void pauseUntil(long nanoTime) {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            try {
                Thread.sleep(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Statements statements() {
        return Statements.over(leadership.connection());
    }

    /** Sends all, and remembers the last one that was acknowledged with everything before it. */
    private OutboxRows.Position send(List<OutboxRows.Entry> entries) {
        faults.pass(FaultPoint.OUTBOX_SEND);
        List<CompletableFuture<Void>> sends = new ArrayList<>();
        for (OutboxRows.Entry entry : entries) {
            sends.add(log.send(entry.message()));
        }
        Optional<OutboxRows.Position> acknowledged = Optional.empty();
        try {
            for (int i = 0; i < entries.size(); i++) {
                sends.get(i).get(SEND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                acknowledged = Optional.of(entries.get(i).position());
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the log does not take events: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            acknowledged.ifPresent(this::acknowledge);
        }
        return acknowledged.orElseThrow();
    }

    private void acknowledge(OutboxRows.Position last) {
        faults.pass(FaultPoint.OUTBOX_ACKNOWLEDGE);
        OutboxRows.acknowledge(statements(), last);
    }

    private void turn() {
        long now = System.nanoTime();
        if (now - turnedAt >= TURN_EVERY.toNanos()) {
            OutboxRing.turn(leadership.connection());
            turnedAt = now;
        }
    }
}
