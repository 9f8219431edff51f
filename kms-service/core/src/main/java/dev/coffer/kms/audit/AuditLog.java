package dev.coffer.kms.audit;

import dev.coffer.aws.Region;
import dev.coffer.events.audit.AuditRecord;
import java.util.List;

/** The log of audit records. */
public interface AuditLog {

    /**
     * Returns when the log has the records durably. Blocks.
     *
     * @param key by which records keep their order
     * @throws Unavailable if it did not take all of them in time; it may have taken some, or take them later
     */
    void append(Region region, String key, List<AuditRecord> records);

    /** The log did not take a record in time. */
    final class Unavailable extends RuntimeException {
        /** @param cause what the log said */
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
