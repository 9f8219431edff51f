package dev.coffer.storage.outbox;

import dev.coffer.platform.metrics.Meters;
import dev.coffer.platform.metrics.Sampled;
import dev.coffer.platform.metrics.Waiting;
import dev.coffer.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How much of the outbox the log has not got, for metrics: of the database, so every instance says the same. */
@ApplicationScoped
public class OutboxDepth implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Sampled<Waiting> waiting;

    OutboxDepth(Database database) {
        this.waiting = new Sampled<>(
                "storage-outbox-depth", EVERY, () -> database.transaction(OutboxRows::waiting), Waiting.UNKNOWN);
    }

    /** Begins to look. */
    public void start() {
        Meters.gauge(
                "coffer.outbox.pending",
                "Messages that were committed and are not in Kafka yet",
                () -> waiting.latest().count());
        Meters.gauge(
                "coffer.outbox.oldest.seconds",
                "Age of the oldest such message",
                () -> waiting.latest().oldestSeconds());
        waiting.start();
    }

    @Override
    public void close() {
        waiting.close();
    }
}
