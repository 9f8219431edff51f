package dev.coffer.benchmarks.load;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A measured stretch of load on one contender.
 *
 * @param seconds how long it was
 * @param outcomes by the requests' kind
 * @param generatorCpuSeconds what the generator itself has used meanwhile
 * @param serverCpuSeconds what the server and its children have used; 0 if it isn't on this machine
 */
public record Slice(
        double seconds, Map<String, Outcome> outcomes, double generatorCpuSeconds, double serverCpuSeconds) {
    /** Sorts by kind. */
    public Slice {
        outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
    }

    /** All kinds together. */
    public Outcome total() {
        Outcome total = new Outcome();
        outcomes.values().forEach(total::add);
        return total;
    }

    /** Requests that succeeded, per second. */
    public double rate() {
        return total().count() / seconds;
    }

    /** Bytes of bodies, both ways, per second. */
    public double bytesPerSecond() {
        return total().bytes() / seconds;
    }
}
