package dev.coffer.replication.progress;

import dev.coffer.events.replication.ReplicationOutcome;

/** Where outcomes are told; the source's storage folds them into the version's replication status. */
@FunctionalInterface
public interface OutcomeLog {

    /** Tells an outcome; the log has it when this returns. */
    void tell(ReplicationOutcome outcome);
}
