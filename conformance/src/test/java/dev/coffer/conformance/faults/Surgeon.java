package dev.coffer.conformance.faults;

import dev.coffer.conformance.faults.Fault.Strike;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Does what a plan says, and always heals what it has hurt. */
final class Surgeon implements AutoCloseable {
    private final Map<String, Victim> victims;
    private final ScheduledExecutorService hands = Executors.newScheduledThreadPool(4);

    Surgeon(List<Victim> victims) {
        this.victims = victims.stream().collect(Collectors.toMap(Victim::name, Function.identity()));
    }

    /** Hurts all victims of a fault at once; returns when the last is being healed. */
    void inflict(Fault fault) throws InterruptedException {
        List<ScheduledFuture<?>> healings = new ArrayList<>();
        try {
            for (Strike strike : fault.strikes()) {
                Victim victim = victims.get(strike.victim());
                healings.add(hands.schedule(
                        () -> victim.heal(strike.injury()), strike.held().toMillis(), TimeUnit.MILLISECONDS));
                victim.hurt(strike.injury());
            }
        } finally {
            for (ScheduledFuture<?> healing : healings) {
                await(healing);
            }
        }
    }

    private static void await(ScheduledFuture<?> healing) throws InterruptedException {
        try {
            healing.get();
        } catch (ExecutionException e) {
            throw new AssertionError("not healed", e);
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
