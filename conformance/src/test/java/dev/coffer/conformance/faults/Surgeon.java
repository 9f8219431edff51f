package dev.coffer.conformance.faults;

import dev.coffer.conformance.faults.Fault.Strike;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Does what a plan says, and always heals what it has hurt. */
final class Surgeon implements AutoCloseable {
    private final Map<String, Victim> victims;
    private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();

    Surgeon(List<Victim> victims) {
        this.victims = victims.stream().collect(Collectors.toMap(Victim::name, Function.identity()));
    }

    /** Hurts all victims of a fault at once, each for its time; returns when the last is being healed. */
    void inflict(Fault fault) throws InterruptedException {
        List<Future<?>> wounds = new ArrayList<>();
        for (Strike strike : fault.strikes()) {
            wounds.add(hands.submit(wound(victims.get(strike.victim()), strike)));
        }
        for (Future<?> wound : wounds) {
            await(wound);
        }
    }

    private static Callable<?> wound(Victim victim, Strike strike) {
        return () -> {
            try (Healing _ = () -> victim.heal(strike.injury())) { // does not hide why it could not be hurt
                victim.hurt(strike.injury());
                Thread.sleep(strike.held());
            }
            return strike;
        };
    }

    private interface Healing extends AutoCloseable {
        @Override
        void close();
    }

    private static void await(Future<?> wound) throws InterruptedException {
        try {
            wound.get();
        } catch (ExecutionException e) {
            throw new AssertionError("not hurt, or not healed", e);
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
