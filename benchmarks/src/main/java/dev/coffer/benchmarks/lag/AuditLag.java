package dev.coffer.benchmarks.lag;

import dev.coffer.benchmarks.kms.KmsOperation;
import dev.coffer.benchmarks.load.Latencies;
import dev.coffer.benchmarks.report.Figures;
import dev.coffer.benchmarks.report.Markdown;
import dev.coffer.benchmarks.report.Report;
import dev.coffer.benchmarks.report.Units;
import dev.coffer.benchmarks.s3.BenchBucket;
import dev.coffer.benchmarks.wire.Answer;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.benchmarks.wire.Request;
import dev.coffer.benchmarks.wire.SingleClient;
import dev.coffer.cli.CommandFailed;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * From a KMS call's answer until LookupEvents finds it.
 *
 * @param idle nothing else goes on
 * @param loaded while KMS answers {@code loadPerSecond} other calls, which are recorded too
 */
public record AuditLag(Latencies idle, double loadPerSecond, Latencies loaded) implements Report {
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Measures both. */
    public static AuditLag measure(Endpoint endpoint, int probes, double loadPerSecond) {
        String probed = BenchBucket.createKey(endpoint);
        Latencies idle = probe(endpoint, probed, probes);
        String other = BenchBucket.createKey(endpoint);
        Latencies loaded = Background.during(
                endpoint,
                "kms",
                KmsOperation.GENERATE_DATA_KEY.on(endpoint, other),
                loadPerSecond,
                () -> probe(endpoint, probed, probes));
        return new AuditLag(idle, loadPerSecond, loaded);
    }

    @Override
    public void writeTo(Markdown out) {
        out.heading(3, "Audit trail");
        out.table(
                Figures.LATENCY_TITLES,
                List.of(
                        Figures.latencyCells("KMS call → LookupEvents, idle", idle),
                        Figures.latencyCells(
                                "KMS call → LookupEvents, " + Units.figure(loadPerSecond) + " other calls/s", loaded)));
    }

    private static Latencies probe(Endpoint endpoint, String key, int probes) {
        Request lookup = TrailLookup.newest("ResourceName", key).keeping();
        Request describe = KmsOperation.DESCRIBE_KEY.request(Map.of("KeyId", key));
        try (SingleClient kms = new SingleClient(endpoint, "kms");
                SingleClient trail = new SingleClient(endpoint, TrailLookup.SERVICE)) {
            return Probes.run("the trail", probes, PAUSE, i -> {
                String requestId = succeeded(kms.call(describe))
                        .header("x-amzn-requestid")
                        .orElseThrow(() -> new CommandFailed("KMS does not tell its request ids"));
                return () -> succeeded(trail.call(lookup)).text().contains(requestId);
            });
        }
    }

    /** The answer, which must not be a failure. */
    private static Answer succeeded(Answer answer) {
        if (!answer.ok()) {
            throw new CommandFailed("while the trail was measured: " + answer.failure());
        }
        return answer;
    }
}
