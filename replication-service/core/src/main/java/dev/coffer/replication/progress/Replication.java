package dev.coffer.replication.progress;

import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.gateway.api.RoleSessions;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.kafka.DeadLetterChannel;
import dev.coffer.platform.kafka.DeadLetters;
import dev.coffer.platform.kafka.Delivery;
import dev.coffer.platform.metrics.Meters;
import dev.coffer.platform.metrics.Sampled;
import dev.coffer.platform.metrics.Waiting;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.time.Backoff;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.replication.api.ReplicationBacklog;
import dev.coffer.replication.copy.Copier;
import dev.coffer.replication.copy.ReplicationSessions;
import dev.coffer.replication.link.Links;
import dev.coffer.storage.api.StorageApi;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Replication in this process, put together: from the object events to the workers. */
@ApplicationScoped
public class Replication {
    private static final Logger LOG = Logger.getLogger(Replication.class);
    private static final Backoff BETWEEN_ATTEMPTS = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));
    private static final Backoff BETWEEN_PROBES = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));
    private static final Duration LEASE = Duration.ofSeconds(12);
    private static final int AFTER_THE_CHANNELS = Interceptor.Priority.APPLICATION;
    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(10);
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);
    private static final Duration KEEP_FAILED = Duration.ofDays(30);
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();
    private static final Executor VIRTUAL =
            work -> Thread.ofVirtual().name("replication-intake").start(work);

    private final Links links;
    private final CofferClock clock;
    private final String instance;
    private final String owner;
    private final Duration keepDone;
    private final TaskSweeps sweeps;
    private final LaneBreaker breaker;
    private final Workers workers;
    private final Intake intake;
    private final Sampled<Waiting> waiting;
    private final Thread purger = Thread.ofVirtual().name("replication-purge").unstarted(this::purge);

    Replication(
            Database database,
            CofferClock clock,
            Links links,
            StorageApi storage,
            BucketRegions regions,
            RoleSessions sessions,
            FaultPoints faults,
            @Channel("replication-status-out") MutinyEmitter<String> outcomes,
            @Channel("replication-dead-letters-out") MutinyEmitter<byte[]> dead,
            @ConfigProperty(name = "coffer.instance", defaultValue = "single") String instance,
            @ConfigProperty(name = "coffer.replication.concurrency", defaultValue = "48") int concurrency,
            @ConfigProperty(name = "coffer.replication.most-faults", defaultValue = "8") int mostFaults,
            @ConfigProperty(name = "coffer.replication.keep-done", defaultValue = "PT24H") Duration keepDone) {
        this.links = links;
        this.clock = clock;
        this.instance = instance;
        this.owner = instance + "/" + UUID.randomUUID();
        this.keepDone = keepDone;
        this.sweeps = new TaskSweeps(database);
        this.breaker = new LaneBreaker(BETWEEN_PROBES, RANDOM);
        TaskRows rows = new TaskRows(database, owner);
        DeadLetters deadLetters = new DeadLetterChannel("replication", dead);
        Copier copier =
                new Copier(storage, regions, new ReplicationSessions(sessions, clock::real), links.inForce(), faults);
        Settlement settlement = new Settlement(
                rows,
                new OutcomeChannel(outcomes),
                deadLetters,
                BETWEEN_ATTEMPTS,
                mostFaults,
                clock::real,
                RANDOM,
                faults);
        this.workers = new Workers(rows, sweeps, copier::copy, settlement, breaker, LEASE, concurrency);
        this.intake = new Intake(rows, deadLetters, workers::ring, faults);
        this.waiting = new Sampled<>(
                "replication-waiting", BETWEEN_COUNTS, () -> sweeps.waiting(clock.real()), Waiting.UNKNOWN);
    }

    /** Behind the channels' own start, whose emitters this bean needs. */
    void start(@Observes @Priority(AFTER_THE_CHANNELS) StartupEvent event) {
        sweeps.release(instance, owner);
        links.whenChanged(this::wayChanged);
        workers.start();
        purger.start();
        Meters.gauge(
                "coffer.replication.pending",
                "Versions that wait to be replicated",
                () -> waiting.latest().count());
        Meters.gauge(
                "coffer.replication.lag.seconds",
                "Age of the oldest version that waits to be replicated",
                () -> waiting.latest().oldestSeconds());
        waiting.start();
    }

    void stop(@Observes ShutdownEvent event) {
        workers.close();
        purger.interrupt();
        waiting.close();
    }

    @Incoming("replication-events-in")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        List<Delivery> batch = Delivery.of(records);
        return Uni.createFrom().completionStage(() -> CompletableFuture.runAsync(() -> take(batch), VIRTUAL));
    }

    private void take(List<Delivery> batch) {
        try {
            intake.take(batch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** What waits, was done and failed. */
    public ReplicationBacklog.Result backlog(ReplicationBacklog request) {
        return sweeps.backlog(request.bucket(), clock.real());
    }

    /** A link was healed, cut or slowed: what waited for it is tried at once. */
    private void wayChanged() {
        breaker.forget();
        sweeps.wakeUnreachable();
        workers.ring();
    }

    private void purge() {
        try {
            while (true) {
                try {
                    sweeps.purge(keepDone, KEEP_FAILED);
                } catch (RuntimeException e) {
                    LOG.warnf("finished tasks cannot be purged now: %s", e.getMessage());
                }
                Thread.sleep(BETWEEN_PURGES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends
        }
    }
}
