package dev.coffer.benchmarks.load;

/** When clients send. */
public sealed interface Pace {

    /** Each client sends its next request as soon as it has its answer: shows what the server can do. */
    record Closed() implements Pace {}

    /**
     * Requests are due at even intervals, whatever the server does; one that finds no free client waits for one, and its
     * latency counts from when it was due. So a stall is seen by all requests that it would have hit.
     */
    record Fixed(double perSecond) implements Pace {
        /** Refuses a rate that is none. */
        public Fixed {
            if (!(perSecond > 0)) {
                throw new IllegalArgumentException("a rate is above 0");
            }
        }
    }
}
