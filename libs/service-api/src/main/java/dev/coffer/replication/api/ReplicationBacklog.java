package dev.coffer.replication.api;

import java.time.Duration;
import java.util.Optional;

/** What waits, was done and failed. */
public record ReplicationBacklog(Optional<String> bucket) implements ReplicationOperation<ReplicationBacklog.Result> {
    /** Versions times destinations, and the age of the oldest one that waits. */
    public record Result(long pending, long completed, long failed, Duration oldestPending) {}
}
