package dev.coffer.conformance.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Strikes at the same moment, each healed after a time of its own. */
record Fault(List<Strike> strikes) {

    /** What is done to one victim, by name, and for how long. */
    record Strike(String victim, Injury injury, Duration held) {
        @Override
        public String toString() {
            return "%s %s for %d ms".formatted(injury, victim, held.toMillis());
        }
    }

    @Override
    public String toString() {
        return strikes.stream().map(Strike::toString).collect(Collectors.joining(" and "));
    }
}
