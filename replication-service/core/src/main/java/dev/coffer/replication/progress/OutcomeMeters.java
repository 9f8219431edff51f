package dev.coffer.replication.progress;

import dev.coffer.platform.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What became of replications, counted. */
final class OutcomeMeters {
    private static final String NAME = "coffer.replication.outcomes";
    private static final String DESCRIPTION = "Replications of one version to one bucket that came to an end";

    private final Counter completed = Meters.counter(NAME, DESCRIPTION, "result", "completed");
    private final Counter failed = Meters.counter(NAME, DESCRIPTION, "result", "failed");
    private final Timer delay = Meters.delay(
            "coffer.replication.delay", "From the write of a version to the acknowledged write of its replica");

    void completed(Duration sinceWritten) {
        completed.increment();
        delay.record(sinceWritten);
    }

    void failed() {
        failed.increment();
    }
}
