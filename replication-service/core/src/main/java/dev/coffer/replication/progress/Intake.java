package dev.coffer.replication.progress;

import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.kafka.DeadLetters;
import dev.coffer.platform.kafka.Delivery;
import dev.coffer.platform.kafka.TracedBatch;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.platform.time.Backoff;
import dev.coffer.platform.trace.SpanName;
import dev.coffer.replication.fault.FaultPoint;
import dev.coffer.replication.plan.Plan;
import dev.coffer.replication.plan.ReplicationTask;
import dev.coffer.replication.plan.UnreadableEventException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * From delivered object events to tasks: when {@link #take} returns, every event of the batch is among the tasks (or owes
 * nothing), or among the dead letters, and its offset may be committed.
 */
public final class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

    private final TaskRows rows;
    private final DeadLetters deadLetters;
    private final Runnable added;
    private final FaultPoints faults;

    /** @param added called when there are new tasks */
    public Intake(TaskRows rows, DeadLetters deadLetters, Runnable added, FaultPoints faults) {
        this.rows = rows;
        this.deadLetters = deadLetters;
        this.added = added;
        this.faults = faults;
    }

    /**
     * Takes a batch in.
     *
     * @throws InterruptedException if the process is ending; nothing of the batch counts as taken then
     */
    public void take(List<Delivery> batch) throws InterruptedException {
        try (var _ = TracedBatch.begin(SpanName.INTAKE, batch)) {
            takeAll(batch);
        }
    }

    private void takeAll(List<Delivery> batch) throws InterruptedException {
        List<ReplicationTask> tasks = new ArrayList<>();
        for (Delivery delivery : batch) {
            byte[] value = delivery.value();
            if (value == null) {
                bury(delivery, "no value");
                continue;
            }
            try {
                tasks.addAll(Plan.of(value));
            } catch (UnreadableEventException e) {
                bury(delivery, String.valueOf(e.getMessage()));
            }
        }
        if (!tasks.isEmpty()) {
            insert(tasks);
            added.run();
        }
        faults.pass(FaultPoint.OFFSET_COMMIT);
    }

    private void insert(List<ReplicationTask> tasks) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                rows.insert(tasks);
                return;
            } catch (DatabaseException e) {
                LOG.warnf("replication tasks cannot be written now: %s", e.getMessage());
            }
            pause(failures);
        }
    }

    private void bury(Delivery delivery, String reason) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                deadLetters.send(delivery, reason, 1);
                LOG.errorf("object event %s goes to the dead letters: %s", delivery.position(), reason);
                return;
            } catch (RuntimeException e) {
                LOG.warnf(e, "the dead letters cannot be written now");
            }
            pause(failures);
        }
    }

    private static void pause(int failures) throws InterruptedException {
        Thread.sleep(BACKOFF.after(failures, ThreadLocalRandom.current()));
    }
}
