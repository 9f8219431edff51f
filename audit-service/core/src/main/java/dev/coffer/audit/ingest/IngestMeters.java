package dev.coffer.audit.ingest;

import dev.coffer.audit.trail.TrailRecord;
import dev.coffer.platform.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the trail is behind. While a batch is in hand that can't be stored its oldest record's age grows; between
 * batches the lag is that of the last one, and nothing once that is a minute ago. Written by one consumer at a time.
 */
final class IngestMeters {
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    private final Counter records =
            Meters.counter("coffer.audit.records", "Audit records that the trail has taken, repeated ones too");
    private volatile Optional<Instant> oldestInHand = Optional.empty();
    private volatile Instant lastStored = Instant.EPOCH;
    private volatile Duration lastLag = Duration.ZERO;

    IngestMeters() {
        Meters.gauge(
                "coffer.audit.lag.seconds",
                "Age of the oldest audit record that was last taken out of Kafka, when it was stored or now",
                () -> lag(Instant.now()).toMillis() / 1e3);
    }

    void begin(Stream<TrailRecord> batch) {
        oldestInHand = batch.map(TrailRecord::eventTime).min(Instant::compareTo);
    }

    void stored(int count) {
        records.increment(count);
        Instant now = Instant.now();
        lastLag = oldestInHand.map(oldest -> Duration.between(oldest, now)).orElse(Duration.ZERO);
        lastStored = now;
        oldestInHand = Optional.empty();
    }

    Duration lag(Instant now) {
        Optional<Instant> waiting = oldestInHand;
        Duration lag = waiting.map(oldest -> Duration.between(oldest, now))
                .orElse(Duration.between(lastStored, now).compareTo(FORGOTTEN) > 0 ? Duration.ZERO : lastLag);
        return lag.isNegative() ? Duration.ZERO : lag;
    }
}
