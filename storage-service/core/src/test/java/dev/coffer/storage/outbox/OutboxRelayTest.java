package dev.coffer.storage.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.metrics.Waiting;
import dev.coffer.platform.sql.Database;
import dev.coffer.testing.TestDatabase;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestDatabase postgres = TestDatabase.shared().another("outbox_relay");
    private final Database database = postgres.database();
    private final OutboxBell bell = new OutboxBell();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final OutboxRelay relay = new OutboxRelay(database, bell, this::send, FaultPoints.NONE);

    private CompletableFuture<Void> send(OutboxMessage message) {
        if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("the broker is away"));
        }
        log.add(message.payload());
        return CompletableFuture.completedFuture(null);
    }

    @BeforeEach
    void migrate() {
        postgres.migrate("storage");
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void a_message_committed_late_is_sent_and_holds_back_those_that_overtook_it() {
        try (OpenTransaction early = new OpenTransaction(postgres.pool(1))) {
            early.append("early");
            append("late");
            relay.start();
            bell.ring();
            // The relay has looked, and looks again: what overtook a running transaction stays where it is.
            Awaitility.await().during(Duration.ofMillis(300)).atMost(SOON).until(log::isEmpty);

            early.commit();
        }

        Awaitility.await().atMost(SOON).until(() -> log.size() == 2);
        assertThat(log).containsExactly("early", "late");
    }

    @Test
    void messages_of_concurrent_writers_are_all_sent_and_each_lane_in_the_order_of_its_commits() throws Exception {
        relay.start();
        List<String> expected = new ArrayList<>();
        ReentrantLock[] lanes = new ReentrantLock[4];
        AtomicInteger[] next = new AtomicInteger[4];
        for (int i = 0; i < 4; i++) {
            lanes[i] = new ReentrantLock();
            next[i] = new AtomicInteger();
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                int lane = i % 4;
                threads.execute(() -> {
                    lanes[lane].lock();
                    try {
                        append(lane + ":" + next[lane].getAndIncrement());
                    } finally {
                        lanes[lane].unlock();
                    }
                    bell.ring();
                });
            }
        }
        for (int i = 0; i < 50; i++) {
            expected.add("2:" + i);
        }

        Awaitility.await().atMost(SOON).until(() -> log.size() == 200);
        assertThat(log).doesNotHaveDuplicates();
        assertThat(log.stream().filter(m -> m.startsWith("2:"))).containsExactlyElementsOf(expected);
    }

    @Test
    void what_the_log_does_not_take_is_sent_again() {
        failures.set(3);
        append("one");
        append("two");

        relay.start();

        Awaitility.await().atMost(SOON).until(() -> log.contains("one") && log.contains("two"));
        assertThat(log.lastIndexOf("one")).isLessThan(log.lastIndexOf("two"));
    }

    @Test
    void what_waits_is_counted_until_the_log_has_it() {
        append("one");
        append("two");
        assertThat(waiting().count()).isEqualTo(2);
        assertThat(waiting().oldestSeconds()).isBetween(0.0, 60.0);

        relay.start();

        Awaitility.await().atMost(SOON).until(() -> waiting().equals(new Waiting(0, 0)));
    }

    private Waiting waiting() {
        return database.transaction(OutboxRows::waiting);
    }

    @Test
    void after_a_restart_the_relay_goes_on_where_it_was() {
        append("one");
        relay.start();
        Awaitility.await().atMost(SOON).until(() -> log.size() == 1);
        relay.close();
        append("two");

        try (OutboxRelay next = new OutboxRelay(database, bell, this::send, FaultPoints.NONE)) {
            next.start();
            Awaitility.await().atMost(SOON).until(() -> log.size() == 2);
        }
        assertThat(log).containsExactly("one", "two");
    }

    @Test
    void of_two_relays_one_works_and_is_woken_by_the_others_commits() {
        OutboxBell otherBell = new OutboxBell();
        List<String> otherLog = new CopyOnWriteArrayList<>();
        relay.start();
        append("zero");
        bell.ring();
        Awaitility.await().atMost(SOON).until(() -> log.size() == 1);
        try (OutboxRelay other = new OutboxRelay(
                database,
                otherBell,
                m -> {
                    otherLog.add(m.payload());
                    return CompletableFuture.completedFuture(null);
                },
                FaultPoints.NONE)) {
            other.start();
            append("one");
            otherBell.ring();
            Awaitility.await().atMost(SOON).until(() -> log.size() == 2);
            assertThat(otherLog).isEmpty();

            relay.close();
            append("two");
            otherBell.ring();
            Awaitility.await().atMost(SOON).until(() -> otherLog.contains("two"));
        }
    }

    @Test
    void an_idle_relay_sends_a_new_message_within_20_milliseconds() {
        relay.start();
        append("warm up");
        bell.ring();
        Awaitility.await().atMost(SOON).until(() -> log.size() == 1);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            int before = log.size();
            append("m" + i);
            long begun = System.nanoTime();
            bell.ring();
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(SOON)
                    .until(() -> log.size() > before);
            best = Math.min(best, System.nanoTime() - begun);
        }
        System.out.println("commit to log: " + best / 1_000 + " us");
        assertThat(best).isLessThan(Duration.ofMillis(20).toNanos());
    }

    private void append(String payload) {
        database.pipelined(transaction -> {
            OutboxRows.append(transaction, List.of(new OutboxMessage("t", "k", "text/plain", payload)));
            return payload;
        });
    }

    /** A transaction that takes its time. */
    private static final class OpenTransaction implements AutoCloseable {
        private final Pool pool;
        private final SqlConnection connection;
        private final Transaction transaction;

        OpenTransaction(Pool pool) {
            this.pool = pool;
            this.connection = Database.await(pool.getConnection());
            this.transaction = Database.await(connection.begin());
        }

        void append(String payload) {
            Database.await(connection
                    .preparedQuery("insert into storage.outbox (topic, record_key, content_type, payload)"
                            + " values ($1, $2, $3, $4)")
                    .execute(io.vertx.sqlclient.Tuple.of("t", "k", "text/plain", payload)));
        }

        void commit() {
            Database.await(transaction.commit());
        }

        @Override
        public void close() {
            Database.await(connection.close());
            Database.await(pool.close());
        }
    }
}
