package dev.coffer.conformance.faults;

import dev.coffer.conformance.support.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A mixed load of bounded rate: an owner for each place and a caller of KMS for each region, all at the same time. */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Setting setting;
    private final Ledger ledger;
    private final List<Runnable> workers = new ArrayList<>();
    private final LoadClients owner;
    private final LoadClients caller;
    private final Duration pause;

    /**
     * Begins nothing yet.
     *
     * @param pause between two steps of each worker
     */
    Load(Deployment coffer, Setting setting, Ledger ledger, long seed, Duration pause) {
        this.setting = setting;
        this.ledger = ledger;
        this.pause = pause;
        owner = new LoadClients(coffer.endpoint(), coffer.credentials());
        caller = new LoadClients(coffer.endpoint(), setting.caller());
        for (Place place : setting.places()) {
            workers.add(new Owner(place, owner.s3(place.region()), ledger, seed + workers.size()));
        }
        setting.callerKeys()
                .forEach((region, key) -> workers.add(new Caller(region, key, caller.kms(region), ledger, seed)));
    }

    /** What is to be done while the load is on. */
    interface Meanwhile {
        void run(Flow flow) throws InterruptedException;
    }

    /** Runs the load until {@code meanwhile} has ended, and every request of it has been answered or given up. */
    void during(Meanwhile meanwhile) throws InterruptedException {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(workers.size());
        List<ScheduledFuture<?>> running = workers.stream()
                .<ScheduledFuture<?>>map(
                        worker -> executor.scheduleWithFixedDelay(worker, 0, pause.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        try {
            meanwhile.run(new Flow(running));
        } finally {
            executor.shutdown();
        }
        if (!executor.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            executor.shutdownNow();
            throw new AssertionError("a request has not ended within " + PATIENCE);
        }
    }

    /** The load that runs. */
    final class Flow {
        private final List<ScheduledFuture<?>> running;

        private Flow(List<ScheduledFuture<?>> running) {
            this.running = running;
        }

        /** Waits until every place has acknowledged a change, and every region a KMS call, from now on. */
        void awaitProgress(String when) {
            Map<String, Long> before = acknowledged();
            Awaitility.await("every place acknowledges changes, " + when)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        failIfBroken();
                        return acknowledged().entrySet().stream()
                                .allMatch(now -> now.getValue() > before.getOrDefault(now.getKey(), 0L));
                    });
        }

        /** A worker that throws would not be run again: that is a mistake here, not of the deployment. */
        private void failIfBroken() throws InterruptedException, ExecutionException {
            for (ScheduledFuture<?> worker : running) {
                if (worker.isDone()) {
                    worker.get();
                }
            }
        }

        private Map<String, Long> acknowledged() {
            Map<String, Long> counts = new HashMap<>();
            setting.places().forEach(place -> counts.put(place.bucket(), ledger.acknowledged(place.bucket())));
            setting.callerKeys()
                    .keySet()
                    .forEach(region ->
                            counts.put(region, (long) ledger.calls(region).size()));
            return counts;
        }
    }

    @Override
    public void close() {
        owner.close();
        caller.close();
    }
}
