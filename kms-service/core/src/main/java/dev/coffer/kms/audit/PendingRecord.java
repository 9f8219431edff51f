package dev.coffer.kms.audit;

import dev.coffer.events.audit.AuditRecord;

/**
 * A record that is committed together with the change that it is about, so that neither is without the other whatever
 * dies before the log has it.
 *
 * @param orderKey by which the log keeps its order
 * @param record as it is before anybody is answered
 */
public record PendingRecord(String orderKey, AuditRecord record) {}
