package dev.coffer.benchmarks.load;

import dev.coffer.benchmarks.wire.Answer;
import dev.coffer.benchmarks.wire.Request;

/** An endless series of requests. Both methods are called on the generator's one thread, so they have to be quick. */
@FunctionalInterface
public interface Workload {

    /** The next request. */
    Request next();

    /** What came of a request; answers come in another order than their requests. */
    default void answered(Request request, Answer answer) {}
}
