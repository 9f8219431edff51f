package dev.coffer.audit.api;

import dev.coffer.api.Operation;

/** An operation on the audit trail. */
public interface AuditOperation<R> extends Operation<R> {}
