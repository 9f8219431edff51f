package dev.coffer.storage.object;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Changes of one region on their way to a transaction. While none runs, a change goes at once; those that arrive meanwhile
 * form the next batch, which begins when that one ends, or beside it once there are enough for the cost of a transaction
 * to be shared by many. Of each key at most one change is in a batch or in a running
 * transaction; the others wait behind it in the order in which they came, and hold up no other key. Thread-safe.
 */
final class CommitQueue<C> {
    private final int transactions;
    private final int enough;
    private final int most;
    private final ToLongFunction<C> key;
    private final Predicate<C> alone;
    /** No two of one key. */
    private final Deque<C> ready = new ArrayDeque<>();
    /** By key, those behind one that is ready or running. */
    private final Map<Long, Deque<C>> behind = new HashMap<>();

    private int running;

    /**
     * An empty queue.
     *
     * @param transactions that run at once
     * @param enough changes for a transaction beside another
     * @param most changes of one batch
     * @param key of which a batch never holds two
     * @param alone whether a change gets a batch of its own
     */
    CommitQueue(int transactions, int enough, int most, ToLongFunction<C> key, Predicate<C> alone) {
        this.transactions = transactions;
        this.enough = enough;
        this.most = most;
        this.key = key;
        this.alone = alone;
    }

    /** Takes a change in; the caller runs the batch that it gets, if it gets one. */
    synchronized List<C> add(C change) {
        Deque<C> turn = behind.get(key.applyAsLong(change));
        if (turn != null) {
            turn.add(change);
            return List.of();
        }
        behind.put(key.applyAsLong(change), new ArrayDeque<>(1));
        ready.add(change);
        return running < transactions ? beginIfWorthIt() : List.of();
    }

    /** A batch has run; the caller goes on with the one that it gets, if it gets one. */
    synchronized List<C> finished(List<C> batch) {
        running--;
        for (C change : batch) {
            C next = behind.getOrDefault(key.applyAsLong(change), new ArrayDeque<>(0))
                    .poll();
            if (next == null) {
                behind.remove(key.applyAsLong(change));
            } else {
                ready.add(next);
            }
        }
        return beginIfWorthIt();
    }

    /** How many wait. */
    synchronized int waiting() {
        return ready.size() + behind.values().stream().mapToInt(Deque::size).sum();
    }

    private List<C> beginIfWorthIt() {
        return running == 0 || ready.size() >= enough ? begin() : List.of();
    }

    private List<C> begin() {
        List<C> batch = new ArrayList<>();
        while (batch.size() < most && !ready.isEmpty() && (batch.isEmpty() || mixes(batch.getFirst(), ready.peek()))) {
            batch.add(ready.poll());
        }
        if (!batch.isEmpty()) {
            running++;
        }
        return batch;
    }

    private boolean mixes(C first, C next) {
        return !alone.test(first) && !alone.test(next);
    }
}
