package dev.coffer.audit.ingest;

import org.jspecify.annotations.Nullable;

/** A record as the log delivered it; {@code value} is null for a tombstone. */
public record Delivery(
        String topic, int partition, long offset, @Nullable String key, byte @Nullable [] value) {
    /** Where it is in the log, for people. */
    public String position() {
        return topic + "-" + partition + "@" + offset;
    }
}
