package dev.coffer.replication.progress;

import dev.coffer.events.Topics;
import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.kafka.DeadLetters;
import dev.coffer.platform.kafka.Delivery;
import dev.coffer.platform.time.Backoff;
import dev.coffer.replication.copy.CopyResult;
import dev.coffer.replication.copy.CopyResult.Faulty;
import dev.coffer.replication.copy.CopyResult.Later;
import dev.coffer.replication.copy.CopyResult.Refused;
import dev.coffer.replication.copy.CopyResult.Replicated;
import dev.coffer.replication.copy.CopyResult.SourceGone;
import dev.coffer.replication.copy.FailureReason;
import dev.coffer.replication.fault.FaultPoint;
import dev.coffer.replication.plan.ReplicationTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Turns the result of an attempt into the task's next state. An outcome is told, and acknowledged, before the task is
 * marked: told twice is harmless, not told is not.
 */
public final class Settlement {
    private static final Logger LOG = Logger.getLogger(Settlement.class);
    private static final int NOT_FROM_THE_LOG = -1;
    private static final Duration LONGEST_WAIT_FOR_A_REGION = Duration.ofSeconds(4);

    private final OutcomeMeters meters = new OutcomeMeters();
    private final TaskRows rows;
    private final OutcomeLog outcomes;
    private final DeadLetters deadLetters;
    private final Backoff backoff;
    private final int mostFaults;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final FaultPoints faults;

    /**
     * Settles into these rows and logs.
     *
     * @param backoff between a task's attempts
     * @param mostFaults after how many faults a task goes to the dead letters
     * @param clock the real time
     */
    public Settlement(
            TaskRows rows,
            OutcomeLog outcomes,
            DeadLetters deadLetters,
            Backoff backoff,
            int mostFaults,
            InstantSource clock,
            RandomGenerator random,
            FaultPoints faults) {
        this.rows = rows;
        this.outcomes = outcomes;
        this.deadLetters = deadLetters;
        this.backoff = backoff;
        this.mostFaults = mostFaults;
        this.clock = clock;
        this.random = random;
        this.faults = faults;
    }

    /**
     * Settles an attempt.
     *
     * @throws RuntimeException if a log or the database isn't there; the task then comes due when its lease ends
     */
    public void settle(Claim claim, CopyResult result) {
        ReplicationTask task = claim.task();
        switch (result) {
            case Replicated replicated -> {
                faults.pass(FaultPoint.OUTCOME_TELL);
                tell(task, true, Optional.empty());
                faults.pass(FaultPoint.TASK_END);
                rows.done(task);
            }
            case SourceGone gone -> rows.done(task);
            case Refused refused -> {
                LOG.infof(
                        "replication of %s is given up, %s: %s",
                        task, refused.reason().code(), refused.message());
                tell(task, false, Optional.of(refused.reason()));
                rows.failed(task, Optional.of(refused.reason()), refused.message());
            }
            case Later later ->
                rows.later(task, backoff.after(claim.attempts(), random), later.error(), later.unreachable(), false);
            case Faulty faulty -> fault(claim, faulty);
        }
    }

    /** Where a region was out of reach, the lane is held back as a whole, and a version need not wait long of its own. */
    private Duration wait(Claim claim, boolean unreachable) {
        Duration wait = backoff.after(claim.attempts(), random);
        return unreachable && wait.compareTo(LONGEST_WAIT_FOR_A_REGION) > 0 ? LONGEST_WAIT_FOR_A_REGION : wait;
    }

    private void fault(Claim claim, Faulty faulty) {
        ReplicationTask task = claim.task();
        int faults = claim.faults() + 1;
        if (faults < mostFaults) {
            LOG.warnf("replication of %s failed unexpectedly (%d of %d): %s", task, faults, mostFaults, faulty.error());
            rows.later(task, wait(claim, false), faulty.error(), false, true);
            return;
        }
        LOG.errorf("replication of %s goes to the dead letters: %s", task, faulty.error());
        deadLetters.send(
                new Delivery(
                        Topics.objectEvents(task.sourceRegion()),
                        NOT_FROM_THE_LOG,
                        NOT_FROM_THE_LOG,
                        task.sourceBucket() + "/" + task.key(),
                        task.event().getBytes(StandardCharsets.UTF_8)),
                "to " + task.destinationBucket() + ": " + faulty.error(),
                claim.attempts());
        tell(task, false, Optional.empty());
        rows.failed(task, Optional.empty(), faulty.error());
    }

    private void tell(ReplicationTask task, boolean completed, Optional<FailureReason> reason) {
        Instant now = clock.instant();
        outcomes.tell(new ReplicationOutcome(
                task.eventId(),
                task.sourceRegion(),
                task.sourceBucket(),
                task.key(),
                task.versionId(),
                task.sequencer(),
                task.destinationBucket(),
                task.ruleId(),
                task.metrics(),
                completed,
                reason.map(FailureReason::code),
                task.eventTime(),
                now));
        if (completed) {
            meters.completed(Duration.between(task.eventTime(), now));
        } else {
            meters.failed();
        }
    }
}
