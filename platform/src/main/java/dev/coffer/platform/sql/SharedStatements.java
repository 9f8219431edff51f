package dev.coffer.platform.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Requests that arrive while others are on their way share the next statement; one that finds a way free goes at once, on
 * its own thread. Nothing is remembered: each is answered by a statement that began after it was asked for, so a read
 * sees all that was committed before.
 *
 * @param <K> what is asked for; equal ones are asked once
 */
public final class SharedStatements<K, V> {
    private final int ways;
    private final int most;
    private final Function<List<K>, List<V>> statement;
    private final ArrayDeque<Waiting<K, V>> queue = new ArrayDeque<>();
    private int running;

    private record Waiting<K, V>(K key, CompletableFuture<V> answer) {}

    /**
     * Statements that are run by {@code statement}.
     *
     * @param ways statements at once
     * @param most keys of one statement
     * @param statement answers for distinct keys, in their order
     */
    public SharedStatements(int ways, int most, Function<List<K>, List<V>> statement) {
        this.ways = ways;
        this.most = most;
        this.statement = statement;
    }

    /** The answer for {@code key}. */
    public V get(K key) {
        Waiting<K, V> waiting = new Waiting<>(key, new CompletableFuture<>());
        if (goes(waiting)) {
            run(List.of(waiting));
            List<Waiting<K, V>> next = next();
            if (!next.isEmpty()) {
                Thread.ofVirtual().name("shared-statements").start(() -> runAll(next));
            }
        }
        try {
            return waiting.answer().join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }

    private synchronized boolean goes(Waiting<K, V> waiting) {
        if (running < ways) {
            running++;
            return true;
        }
        queue.add(waiting);
        return false;
    }

    /** The next statement's; nobody's: the way is free. */
    private synchronized List<Waiting<K, V>> next() {
        List<Waiting<K, V>> next = new ArrayList<>();
        while (next.size() < most && !queue.isEmpty()) {
            next.add(queue.poll());
        }
        if (next.isEmpty()) {
            running--;
        }
        return next;
    }

    private void runAll(List<Waiting<K, V>> first) {
        for (List<Waiting<K, V>> batch = first; !batch.isEmpty(); batch = next()) {
            run(batch);
        }
    }

    private void run(List<Waiting<K, V>> batch) {
        try {
            Map<K, Integer> places = new LinkedHashMap<>();
            batch.forEach(w -> places.putIfAbsent(w.key(), places.size()));
            List<V> values = statement.apply(List.copyOf(places.keySet()));
            batch.forEach(w -> w.answer().complete(values.get(places.get(w.key()))));
        } catch (RuntimeException | Error e) {
            batch.forEach(w -> w.answer().completeExceptionally(e));
        }
    }
}
