package dev.coffer.platform.kafka;

/** Where deliveries go that a consumer gives up on. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Keeps {@code delivery}, durably when this returns.
     *
     * @param reason what is wrong with it
     * @param attempts how often it was tried
     */
    void send(Delivery delivery, String reason, int attempts);
}
