package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.platform.trace.SpanName;
import dev.coffer.platform.trace.TraceSpan;
import dev.coffer.platform.trace.Traces;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.outbox.OutboxBell;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Commits changes of keys. Those that arrive while commits are on their way share the next one (group commit): one lock
 * statement, one read, one insert, one fsync for all of them. A transaction never holds two changes of one key, and none
 * of another region. One that fails in the database is taken apart and tried again change by change, so that a poisoned
 * one harms only itself; where it is unknown whether a commit happened, nothing is tried again.
 */
@ApplicationScoped
public class KeyChanges {
    /** In each region at once: while one waits for its fsync, the next one is decided, if it is large enough. */
    private static final int TRANSACTIONS = 2;

    /** So many changes are worth a transaction beside another one: what it costs is mostly by the batch, not by the change. */
    private static final int ENOUGH = 48;

    private static final int MAX_BATCH = 128;

    private final Database database;
    private final CofferClock clock;
    private final FreedBlobs freed;
    private final OutboxBell bell;
    private final FaultPoints faults;
    private final ConcurrentMap<Region, CommitQueue<Waiting<?>>> queues = new ConcurrentHashMap<>();

    KeyChanges(Database database, CofferClock clock, FreedBlobs freed, OutboxBell bell, FaultPoints faults) {
        this.database = database;
        this.clock = clock;
        this.freed = freed;
        this.bell = bell;
        this.faults = faults;
    }

    private record Waiting<R>(KeyChange<R> change, long lane, CompletableFuture<R> outcome) {
        static <R> Waiting<R> of(KeyChange<R> change) {
            return new Waiting<>(
                    change, Locks.ofKey(change.region(), change.bucket(), change.key()), new CompletableFuture<>());
        }
    }

    /**
     * Decides and commits a change. Durable when it returns.
     *
     * @throws dev.coffer.aws.error.AwsException if the change refused itself, or the bucket is gone
     * @throws DatabaseException if it failed; see {@link #mayHaveHappened}
     */
    public <R> R apply(KeyChange<R> change) {
        return Traces.part(SpanName.COMMIT, () -> awaitCommit(traced(change)));
    }

    private static <R> KeyChange<R> traced(KeyChange<R> change) {
        TraceSpan span = Traces.current();
        return span.isTraced() ? new TracedChange<>(change, span) : change;
    }

    private <R> R awaitCommit(KeyChange<R> change) {
        Waiting<R> waiting = Waiting.of(change);
        CommitQueue<Waiting<?>> queue = queues.computeIfAbsent(
                change.region(),
                region -> new CommitQueue<>(
                        TRANSACTIONS,
                        ENOUGH,
                        MAX_BATCH,
                        Waiting::lane,
                        w -> w.change().standsAlone()));
        List<Waiting<?>> batch = queue.add(waiting);
        if (!batch.isEmpty()) {
            // On a thread that no requester interrupts: a batch is never only its starter's.
            Thread.ofVirtual().name("storage-commit").start(() -> commitFrom(queue, batch));
        }
        try {
            return waiting.outcome().join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }

    /** Whether a change that failed like this may have been committed all the same. */
    public static boolean mayHaveHappened(RuntimeException failure) {
        return failure instanceof DatabaseException d && d.sqlState().isEmpty();
    }

    /** How many changes of a region wait for a transaction. */
    int waiting(Region region) {
        CommitQueue<Waiting<?>> queue = queues.get(region);
        return queue == null ? 0 : queue.waiting();
    }

    private void commitFrom(CommitQueue<Waiting<?>> queue, List<Waiting<?>> first) {
        for (List<Waiting<?>> batch = first; !batch.isEmpty(); batch = queue.finished(batch)) {
            commit(batch);
        }
    }

    private void commit(List<Waiting<?>> batch) {
        try {
            attempt(batch);
        } catch (RuntimeException | Error e) {
            if (batch.size() > 1 && e instanceof DatabaseException d && !mayHaveHappened(d)) {
                batch.forEach(one -> commit(List.of(one)));
            } else if (e instanceof DatabaseException d && d.isRetryable()) {
                retry(batch.getFirst(), d);
            } else {
                batch.forEach(w -> w.outcome().completeExceptionally(e));
            }
        }
    }

    private void retry(Waiting<?> waiting, DatabaseException cause) {
        try {
            attempt(List.of(waiting));
        } catch (RuntimeException | Error e) {
            e.addSuppressed(cause);
            waiting.outcome().completeExceptionally(e);
        }
    }

    private void attempt(List<Waiting<?>> batch) {
        Region region = batch.getFirst().change().region();
        List<KeyChange<?>> changes = new ArrayList<>();
        batch.forEach(w -> changes.add(w.change()));
        KeyTransaction.Done done = database.pipelined(statements -> {
            KeyTransaction.Done decided = new KeyTransaction(statements, region, clock.now()).run(changes);
            faults.pass(FaultPoint.METADATA_COMMIT);
            return decided;
        });
        faults.pass(FaultPoint.ANSWER);
        if (done.told()) {
            bell.ring();
        }
        for (int i = 0; i < batch.size(); i++) {
            complete(batch.get(i), done.decided().get(i));
        }
        freed.add(done.freed());
    }

    @SuppressWarnings("unchecked") // the i-th decision is the i-th change's
    private static <R> void complete(Waiting<R> waiting, KeyTransaction.Decided<?> decided) {
        KeyTransaction.Decided<R> own = (KeyTransaction.Decided<R>) decided;
        if (own.refusal() != null) {
            waiting.outcome().completeExceptionally(own.refusal());
        } else if (own.effects() != null) {
            waiting.outcome().complete(own.effects().result());
        }
    }
}
