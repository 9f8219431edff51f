package dev.coffer.api;

/**
 * What a service answers: a result and, for reads of objects, a body that the receiver closes.
 *
 * @param result the result
 * @param body the bytes, {@link BodySource#empty()} where there are none
 * @param <R> the result's type
 */
public record Answer<R>(R result, BodySource body) implements AutoCloseable {

    /** An answer without a body. */
    public static <R> Answer<R> of(R result) {
        return new Answer<>(result, BodySource.empty());
    }

    @Override
    public void close() {
        body.close();
    }
}
