package dev.coffer.conformance.faults;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What got through the SDK's retries to a client. */
record Failure(Kind kind, String what, String message) {

    /** Whether a client could have expected it. */
    enum Kind {
        /** No answer, 5xx or a throttle: an SDK tries again, and so may its caller. */
        TRANSIENT,
        /** Anything else that was answered: no fault of a machine excuses it. */
        REFUSED,
        /** Other bytes, or another version, than what was acknowledged. */
        WRONG
    }

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Of a call that has thrown. */
    static Failure of(String what, RuntimeException thrown) {
        return new Failure(isTransient(thrown) ? Kind.TRANSIENT : Kind.REFUSED, what, String.valueOf(thrown));
    }

    private static boolean isTransient(RuntimeException thrown) {
        return switch (thrown) {
            case SdkServiceException e ->
                e.statusCode() >= SERVER_ERROR
                        || e.statusCode() == TOO_MANY_REQUESTS
                        || e.isThrottlingException()
                        || String.valueOf(e.getMessage()).contains("RequestTimeout");
            case SdkClientException e -> isOfTheConnection(e);
            default -> false;
        };
    }

    /** A checksum that does not match is a client's exception too, but no matter of the connection. */
    private static boolean isOfTheConnection(SdkClientException e) {
        return e.retryable()
                || Optional.<Throwable>ofNullable(e.getCause())
                        .filter(java.io.IOException.class::isInstance)
                        .isPresent();
    }
}
