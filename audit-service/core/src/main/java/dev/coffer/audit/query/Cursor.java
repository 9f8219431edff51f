package dev.coffer.audit.query;

import dev.coffer.audit.trail.TrailRecord;
import java.time.Instant;
import java.util.UUID;

/**
 * The last record of a page. The next page is what comes behind it in the trail's total order, newest first, whenever it
 * was stored: a record that arrives late is neither skipped nor does it shift others.
 */
record Cursor(Instant eventTime, UUID eventId) {
    /** Newer than every record. */
    static final Cursor BEFORE_ALL = new Cursor(Instant.MAX, new UUID(-1, -1));

    static Cursor at(TrailRecord record) {
        return new Cursor(record.eventTime(), record.eventId());
    }
}
