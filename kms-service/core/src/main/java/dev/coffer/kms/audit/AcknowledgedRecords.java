package dev.coffer.kms.audit;

import dev.coffer.events.audit.AuditRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Which pending records the log has, so that their rows are removed behind the callers' backs. What does not fit any more
 * keeps its row, is appended once more when that is old, and is dropped by the trail as the copy that it is.
 */
public final class AcknowledgedRecords {
    private static final int MOST = 10_000;

    private final BlockingQueue<UUID> eventIds = new ArrayBlockingQueue<>(MOST);

    /** The log has copies of these. */
    public void add(List<AuditRecord> records) {
        for (AuditRecord record : records) {
            offer(UUID.fromString(record.eventID()));
        }
    }

    /** All there are now; none any more. */
    List<UUID> drain() {
        List<UUID> all = new ArrayList<>();
        eventIds.drainTo(all);
        return all;
    }

    /** Takes drained ones back, whose rows could not be removed yet. */
    void putBack(List<UUID> drained) {
        drained.forEach(this::offer);
    }

    private void offer(UUID eventId) {
        eventIds.offer(eventId); // full: see above
    }
}
