package dev.coffer.conformance.faults;

import dev.coffer.conformance.faults.Planner.Target;
import dev.coffer.conformance.support.Deployment;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Hurts a deployment, round by round, and asks the oracle after each about everything since the first. */
final class Rounds {
    private static final Duration TO_CONVERGE = Duration.ofMinutes(3);
    private static final int NAMED = 20;

    private final Site site;
    private final Pace pace;
    private final Consumer<String> out;

    Rounds(Site site, Pace pace, Consumer<String> out) {
        this.site = site;
        this.pace = pace;
        this.out = out;
    }

    /**
     * How fast.
     *
     * @param pause between two steps of each worker of the load
     * @param longest for which a victim is left hurt
     */
    record Pace(Duration pause, Duration longest) {}

    /** Runs as many rounds, or until the first that finds something; what it has found. */
    List<String> run(int rounds, long seed) throws InterruptedException {
        out.accept("seed " + seed + ", " + rounds + " rounds");
        Set<Injury> leftOut = EnumSet.allOf(Injury.class);
        site.victims().forEach(victim -> leftOut.removeAll(victim.injuries()));
        if (!leftOut.isEmpty()) {
            out.accept("left out, as it cannot be done here: " + leftOut);
        }
        Planner planner = new Planner(
                seed,
                site.victims().stream()
                        .map(v -> new Target(v.name(), v.region(), v.injuries()))
                        .toList(),
                pace.longest());
        try (Deployment coffer = site.deployment()) {
            Setting setting = Setting.make(coffer);
            Ledger ledger = new Ledger();
            Oracle oracle = new Oracle(coffer, site.consumer(), setting, ledger);
            try (Load load = new Load(coffer, setting, ledger, seed, pace.pause());
                    Surgeon surgeon = new Surgeon(site.victims())) {
                for (int round = 1; round <= rounds; round++) {
                    String name = "round " + round;
                    List<Fault> faults = planner.next();
                    long begun = System.nanoTime();
                    load.during(flow -> {
                        flow.awaitProgress("before any fault");
                        for (Fault fault : faults) {
                            out.accept(name + ": " + fault);
                            surgeon.inflict(fault);
                            flow.awaitProgress("after " + fault);
                        }
                    });
                    List<String> violations = oracle.violations(TO_CONVERGE);
                    out.accept("%s %s after %d s; so far %s"
                            .formatted(
                                    name,
                                    violations.isEmpty() ? "held" : "FOUND " + violations.size(),
                                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                                    ledger.summary()));
                    if (!violations.isEmpty()) {
                        violations.stream().limit(NAMED).forEach(v -> out.accept("  " + v));
                        return violations;
                    }
                }
            }
        }
        return List.of();
    }
}
