package dev.coffer.replication.progress;

import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.events.s3.ObjectEventCodec;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.kafka.Delivery;
import dev.coffer.platform.time.Backoff;
import dev.coffer.replication.TestRoles;
import dev.coffer.replication.TestStorage;
import dev.coffer.replication.copy.Copier;
import dev.coffer.replication.copy.CopyResult;
import dev.coffer.replication.copy.ReplicationSessions;
import dev.coffer.replication.link.LinkClock;
import dev.coffer.replication.link.RegionLinks;
import dev.coffer.replication.plan.Plan;
import dev.coffer.replication.plan.ReplicationTask;
import dev.coffer.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/** One process of the replication service without Quarkus, quick to retry; tests run several beside each other. */
final class ReplicationProcess implements AutoCloseable {
    static final int MOST_FAULTS = 3;

    record DeadLetter(Delivery delivery, String reason, int attempts) {}

    final RegionLinks links = new RegionLinks(LinkClock.SYSTEM, new Random(20261120));
    final List<ReplicationOutcome> outcomes = new CopyOnWriteArrayList<>();
    final List<DeadLetter> dead = new CopyOnWriteArrayList<>();
    final TaskRows rows;
    final TaskSweeps sweeps = new TaskSweeps(TestDatabase.shared().database());
    final LaneBreaker breaker =
            new LaneBreaker(new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)), new Random(20261120));
    private final Workers workers;
    volatile OutcomeLog log = outcomes::add;

    ReplicationProcess(TestStorage storage, String owner, Duration lease) {
        this(storage, owner, lease, copy -> copy);
    }

    /** @param around wraps each attempt */
    ReplicationProcess(
            TestStorage storage,
            String owner,
            Duration lease,
            Function<Function<ReplicationTask, CopyResult>, Function<ReplicationTask, CopyResult>> around) {
        rows = new TaskRows(TestDatabase.shared().database(), owner);
        Copier copier = new Copier(
                storage, storage, new ReplicationSessions(TestRoles::session, Instant::now), links, FaultPoints.NONE);
        Settlement settlement = new Settlement(
                rows,
                outcome -> log.tell(outcome),
                (delivery, reason, attempts) -> dead.add(new DeadLetter(delivery, reason, attempts)),
                new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)),
                MOST_FAULTS,
                Instant::now,
                new Random(20261120),
                FaultPoints.NONE);
        workers = new Workers(rows, sweeps, around.apply(copier::copy), settlement, breaker, lease, 16);
    }

    ReplicationProcess start() {
        workers.start();
        return this;
    }

    /** Takes events in, as from the log. */
    void take(ObjectEvent... events) {
        rows.insert(Stream.of(events)
                .flatMap(e -> Plan.of(ObjectEventCodec.encode(e).getBytes(StandardCharsets.UTF_8)).stream())
                .toList());
        workers.ring();
    }

    void wayChanged() {
        breaker.forget();
        sweeps.wakeUnreachable();
        workers.ring();
    }

    @Override
    public void close() {
        workers.close();
    }
}
