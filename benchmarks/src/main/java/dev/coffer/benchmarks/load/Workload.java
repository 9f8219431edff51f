package dev.coffer.benchmarks.load;

import dev.coffer.benchmarks.wire.Answer;
import dev.coffer.benchmarks.wire.Request;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A series of requests. Both methods are called on the generator's one thread, so they have to be quick. */
@FunctionalInterface
public interface Workload {

    /** The next request, or null if there are no more: the slice ends with the last answer. */
    @Nullable
    Request next();

    /** The requests for the numbers {@code from} (inclusive) to {@code to} (exclusive), in order. */
    static Workload numbered(long from, long to, LongFunction<Request> request) {
        return new Workload() {
            private long number = from;

            @Override
            public @Nullable Request next() {
                return number < to ? request.apply(number++) : null;
            }
        };
    }

    /** What came of a request; answers come in another order than their requests. */
    default void answered(Request request, Answer answer) {}
}
