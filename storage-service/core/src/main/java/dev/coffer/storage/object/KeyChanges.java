package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.fault.FaultPoints;
import dev.coffer.storage.outbox.OutboxBell;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Commits changes of keys. Those that arrive while a commit is on its way share the next one (group commit): one lock
 * statement, one read, one fsync for all of them. A transaction never holds two changes of one key, and none of another
 * region. One that fails in the database is taken apart and tried again change by change, so that a poisoned one harms
 * only itself; where it is unknown whether a commit happened, nothing is tried again.
 */
@ApplicationScoped
public class KeyChanges {
    private static final int COMMITTERS = 2;
    private static final int MAX_BATCH = 64;

    private final Database database;
    private final CofferClock clock;
    private final FreedBlobs freed;
    private final OutboxBell bell;
    private final FaultPoints faults;
    private final LinkedBlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();
    private final List<Thread> committers = new ArrayList<>();

    KeyChanges(Database database, CofferClock clock, FreedBlobs freed, OutboxBell bell, FaultPoints faults) {
        this.database = database;
        this.clock = clock;
        this.freed = freed;
        this.bell = bell;
        this.faults = faults;
    }

    private record Waiting<R>(KeyChange<R> change, CompletableFuture<R> outcome) {}

    private record Lane(Region region, long key) {}

    @PostConstruct
    void start() {
        for (int i = 0; i < COMMITTERS; i++) {
            committers.add(Thread.ofVirtual().name("storage-committer-" + i).start(this::commitForEver));
        }
    }

    @PreDestroy
    void stop() {
        committers.forEach(Thread::interrupt);
        for (Waiting<?> left = queue.poll(); left != null; left = queue.poll()) {
            left.outcome().completeExceptionally(new IllegalStateException("the service is stopping"));
        }
    }

    /**
     * Decides and commits a change. Durable when it returns.
     *
     * @throws dev.coffer.aws.error.AwsException if the change refused itself, or the bucket is gone
     * @throws DatabaseException if it failed; see {@link #mayHaveHappened}
     */
    public <R> R apply(KeyChange<R> change) {
        CompletableFuture<R> outcome = new CompletableFuture<>();
        queue.add(new Waiting<>(change, outcome));
        try {
            return outcome.join();
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

    private void commitForEver() {
        Deque<Waiting<?>> deferred = new ArrayDeque<>();
        try {
            while (true) {
                commit(nextBatch(deferred));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Waiting<?>> nextBatch(Deque<Waiting<?>> deferred) throws InterruptedException {
        List<Waiting<?>> candidates = new ArrayList<>(deferred);
        deferred.clear();
        if (candidates.isEmpty()) {
            candidates.add(queue.take());
        }
        queue.drainTo(candidates, MAX_BATCH);
        List<Waiting<?>> batch = new ArrayList<>();
        Set<Lane> lanes = new HashSet<>();
        Region region = candidates.getFirst().change().region();
        boolean alone = candidates.getFirst().change().standsAlone();
        for (Waiting<?> waiting : candidates) {
            KeyChange<?> change = waiting.change();
            boolean sameKey =
                    !lanes.add(new Lane(change.region(), Locks.ofKey(change.region(), change.bucket(), change.key())));
            boolean fits = batch.isEmpty()
                    || (!alone
                            && !change.standsAlone()
                            && batch.size() < MAX_BATCH
                            && change.region().equals(region));
            if (fits && !sameKey) {
                batch.add(waiting);
            } else {
                deferred.add(waiting);
            }
        }
        return batch;
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
        KeyTransaction.Done done = database.transaction(statements -> {
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
