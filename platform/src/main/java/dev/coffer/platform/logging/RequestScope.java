package dev.coffer.platform.logging;

import java.util.Optional;

/**
 * The request that a thread works for. Bound once per request and service, under the id that the client sees; it is looked
 * at only when something is logged.
 */
public final class RequestScope {
    private static final ScopedValue<String> REQUEST_ID = ScopedValue.newInstance();

    private RequestScope() {}

    /** Does {@code work} for the request with this id. */
    public static void run(String requestId, Runnable work) {
        ScopedValue.where(REQUEST_ID, requestId).run(work);
    }

    /** The id of the request that this thread works for. */
    public static Optional<String> requestId() {
        return REQUEST_ID.isBound() ? Optional.of(REQUEST_ID.get()) : Optional.empty();
    }
}
