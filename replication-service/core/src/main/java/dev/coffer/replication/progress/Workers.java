package dev.coffer.replication.progress;

import dev.coffer.platform.trace.SpanName;
import dev.coffer.platform.trace.TraceSpan;
import dev.coffer.platform.trace.Traces;
import dev.coffer.replication.copy.CopyResult;
import dev.coffer.replication.copy.CopyResult.Faulty;
import dev.coffer.replication.copy.CopyResult.Later;
import dev.coffer.replication.copy.CopyResult.Refused;
import dev.coffer.replication.copy.CopyResult.Replicated;
import dev.coffer.replication.copy.CopyResult.SourceGone;
import dev.coffer.replication.plan.Lane;
import dev.coffer.replication.plan.ReplicationTask;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Takes due tasks, lane by lane, and runs each on a virtual thread, so many at once; a slow lane leaves a quarter of them
 * to the others. Rung when tasks were added, it looks
 * at once; else twice a second. While it works it renews its leases; killed, it lets them run out, and any other instance
 * takes over.
 */
public final class Workers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int RENEWALS_PER_LEASE = 4;
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

    private final TaskRows rows;
    private final TaskSweeps sweeps;
    private final Function<ReplicationTask, CopyResult> copier;
    private final Settlement settlement;
    private final LaneBreaker breaker;
    private final Duration lease;
    private final int concurrency;
    private final int laneConcurrency;
    private final Semaphore free;
    private final Set<ReplicationTask> inFlight = ConcurrentHashMap.newKeySet();
    private final Bell bell = new Bell();
    private final Thread dispatcher =
            Thread.ofVirtual().name("replication-dispatch").unstarted(this::dispatch);
    private final Thread renewer = Thread.ofVirtual().name("replication-leases").unstarted(this::renew);
    private volatile boolean closed;
    private int turn;

    /**
     * Workers that have not started.
     *
     * @param copier makes one attempt
     * @param lease for how long a task is taken
     * @param concurrency how many attempts run at once
     */
    public Workers(
            TaskRows rows,
            TaskSweeps sweeps,
            Function<ReplicationTask, CopyResult> copier,
            Settlement settlement,
            LaneBreaker breaker,
            Duration lease,
            int concurrency) {
        this.rows = rows;
        this.sweeps = sweeps;
        this.copier = copier;
        this.settlement = settlement;
        this.breaker = breaker;
        this.lease = lease;
        this.concurrency = concurrency;
        this.laneConcurrency = Math.max(1, concurrency * 3 / 4);
        this.free = new Semaphore(concurrency);
    }

    /** Starts. */
    public void start() {
        dispatcher.start();
        renewer.start();
    }

    /** Tasks were added, or something changed on the way. */
    public void ring() {
        bell.ring();
    }

    /** Takes no more tasks and waits a little for those that run; if the process ends under them, nothing is lost. */
    @Override
    public void close() {
        closed = true;
        dispatcher.interrupt();
        renewer.interrupt();
        try {
            dispatcher.join();
            if (!free.tryAcquire(concurrency, LONGEST_GOODBYE.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.infof("%d replications go on at the next start", concurrency - free.availablePermits());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch() {
        try {
            while (!closed) {
                bell.await(BETWEEN_LOOKS);
                try {
                    serve(sweeps.dueLanes());
                } catch (RuntimeException e) {
                    LOG.warnf("replication cannot take tasks now: %s", e.getMessage());
                    Thread.sleep(BETWEEN_LOOKS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** One turn for every lane, a different one first each time. */
    private void serve(List<Lane> lanes) {
        for (int i = 0; i < lanes.size(); i++) {
            serve(lanes.get((i + turn) % lanes.size()));
        }
        turn++;
    }

    private void serve(Lane lane) {
        int room = Math.min(free.availablePermits(), laneConcurrency - running(lane));
        int most = breaker.allowance(lane, room, System.nanoTime());
        if (most <= 0) {
            return;
        }
        for (Claim claim : rows.claim(lane, most, lease)) {
            breaker.sent(lane);
            free.acquireUninterruptibly(); // only this thread takes permits, so one is there
            inFlight.add(claim.task());
            Thread.ofVirtual().name("replication").start(() -> attempt(claim));
        }
    }

    private int running(Lane lane) {
        return (int) inFlight.stream().filter(task -> task.lane().equals(lane)).count();
    }

    private void attempt(Claim claim) {
        try {
            CopyResult result = Traces.partOf(claim.task()::traceparent, SpanName.REPLICATE, () -> copy(claim));
            tellBreaker(claim.task().lane(), result);
            settle(claim, result);
        } finally {
            inFlight.remove(claim.task());
            free.release();
            bell.ring();
        }
    }

    /** A result that can't be told or stored now is forgotten: to make the attempt again does no harm. */
    private void settle(Claim claim, CopyResult result) {
        try {
            settlement.settle(claim, result);
        } catch (RuntimeException e) {
            LOG.warnf("replication of %s cannot be settled now: %s", claim.task(), e.getMessage());
            try {
                settlement.settle(claim, new Later("not settled: " + e.getMessage(), false));
            } catch (RuntimeException again) {
                LOG.debugf("it comes due when its lease ends: %s", again.getMessage());
            }
        }
    }

    private CopyResult copy(Claim claim) {
        CopyResult result = copy(claim.task());
        TraceSpan span = Traces.current();
        span.note("aws.s3.bucket", claim.task().destinationBucket());
        span.note("cloudevents.event_id", claim.task().eventId());
        span.note("coffer.replication.attempt", claim.attempts());
        span.note("coffer.replication.result", result.getClass().getSimpleName());
        return result;
    }

    private CopyResult copy(ReplicationTask task) {
        try {
            return copier.apply(task);
        } catch (RuntimeException e) {
            return new Faulty(e.toString());
        }
    }

    private void tellBreaker(Lane lane, CopyResult result) {
        switch (result) {
            case Replicated replicated -> breaker.succeeded(lane);
            case Refused refused -> breaker.succeeded(lane);
            case Later later -> breaker.failed(lane, System.nanoTime());
            case SourceGone gone -> breaker.learnedNothing(lane);
            case Faulty faulty -> breaker.learnedNothing(lane);
        }
    }

    private void renew() {
        try {
            while (!closed) {
                Thread.sleep(lease.dividedBy(RENEWALS_PER_LEASE));
                try {
                    List<ReplicationTask> running = List.copyOf(inFlight);
                    if (!running.isEmpty()) {
                        rows.renew(running, lease);
                    }
                } catch (RuntimeException e) {
                    LOG.warnf("leases cannot be renewed now: %s", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }
}
