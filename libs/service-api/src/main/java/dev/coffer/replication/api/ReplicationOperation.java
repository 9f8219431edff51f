package dev.coffer.replication.api;

import dev.coffer.api.Operation;

/** An operation on replication itself. */
public interface ReplicationOperation<R> extends Operation<R> {}
