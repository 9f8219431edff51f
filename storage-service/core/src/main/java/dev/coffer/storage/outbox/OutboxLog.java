package dev.coffer.storage.outbox;

import java.util.concurrent.CompletableFuture;

/** The log that messages go to. Messages of one key sent one after the other keep their order. */
public interface OutboxLog {
    /** Sends a message; the future completes when the log has it for good, and fails when it does not take it. */
    CompletableFuture<Void> send(OutboxMessage message);
}
