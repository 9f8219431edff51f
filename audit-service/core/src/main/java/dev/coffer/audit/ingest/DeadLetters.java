package dev.coffer.audit.ingest;

/** Where deliveries go that can never be stored. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Keeps {@code delivery}, durably when this returns.
     *
     * @param reason what is wrong with it
     */
    void send(Delivery delivery, String reason);
}
