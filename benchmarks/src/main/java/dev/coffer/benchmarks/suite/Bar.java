package dev.coffer.benchmarks.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * What has to be reached, and what was.
 *
 * @param must the least that is asked for
 * @param goal what is aimed at
 * @param higherIsBetter whether more is better, as for rates, or less, as for times
 * @param measured absent if it was not measured in this run
 * @param with what it was measured with, in words
 */
public record Bar(
        String what,
        String unit,
        double must,
        double goal,
        boolean higherIsBetter,
        Optional<Double> measured,
        String with) {

    /** How a measurement stands to its bar. */
    public enum Verdict {
        GOAL,
        PASS,
        MISS,
        NOT_MEASURED
    }

    /** More is better. */
    public static Bar atLeast(
            String what, String unit, double must, double goal, Optional<Double> measured, String with) {
        return new Bar(what, unit, must, goal, true, measured, with);
    }

    /** Less is better. */
    public static Bar atMost(
            String what, String unit, double must, double goal, Optional<Double> measured, String with) {
        return new Bar(what, unit, must, goal, false, measured, with);
    }

    /** How it stands. */
    @JsonProperty
    public Verdict verdict() {
        if (measured.isEmpty()) {
            return Verdict.NOT_MEASURED;
        }
        if (reaches(measured.get(), goal)) {
            return Verdict.GOAL;
        }
        return reaches(measured.get(), must) ? Verdict.PASS : Verdict.MISS;
    }

    /** How many times as good as it must be; above 1 is better. */
    @JsonProperty
    public Optional<Double> ratio() {
        return measured.filter(m -> m > 0).map(m -> higherIsBetter ? m / must : must / m);
    }

    private boolean reaches(double value, double bound) {
        return higherIsBetter ? value >= bound : value <= bound;
    }
}
