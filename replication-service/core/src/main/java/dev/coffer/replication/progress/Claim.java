package dev.coffer.replication.progress;

import dev.coffer.replication.plan.ReplicationTask;

/**
 * A task that a worker has taken, for the length of its lease.
 *
 * @param attempts how often it was taken, this time included
 * @param faults how many of the attempts before ended in a fault
 */
public record Claim(ReplicationTask task, int attempts, int faults) {}
