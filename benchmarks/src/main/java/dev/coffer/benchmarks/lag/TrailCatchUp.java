package dev.coffer.benchmarks.lag;

import dev.coffer.benchmarks.kms.KmsOperation;
import dev.coffer.benchmarks.wire.Answer;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.benchmarks.wire.Request;
import dev.coffer.benchmarks.wire.SingleClient;
import dev.coffer.cli.CommandFailed;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** How long the trail needs to catch up with a key's calls: it keeps their order, so one more call shows it. */
public final class TrailCatchUp {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LOOK_EVERY_NANOS = 100_000_000;

    private TrailCatchUp() {}

    /** Seconds from now until all calls of {@code key} answered before are found. */
    public static double measure(Endpoint endpoint, String key) {
        Request lookup = TrailLookup.newest("ResourceName", key).keeping();
        long begun = System.nanoTime();
        try (SingleClient kms = new SingleClient(endpoint, "kms");
                SingleClient trail = new SingleClient(endpoint, TrailLookup.SERVICE)) {
            Answer marker = kms.call(KmsOperation.DESCRIBE_KEY.request(Map.of("KeyId", key)));
            String requestId =
                    marker.header("x-amzn-requestid").orElseThrow(() -> new CommandFailed("KMS: " + marker.failure()));
            while (!trail.call(lookup).text().contains(requestId)) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new CommandFailed("the trail has not caught up within " + PATIENCE.toMinutes() + " minutes");
                }
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
