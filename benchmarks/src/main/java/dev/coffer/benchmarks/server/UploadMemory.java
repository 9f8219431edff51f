package dev.coffer.benchmarks.server;

import dev.coffer.benchmarks.load.CpuTime;
import dev.coffer.benchmarks.load.Generator;
import dev.coffer.benchmarks.load.Plan;
import dev.coffer.benchmarks.load.Slice;
import dev.coffer.benchmarks.load.Workload;
import dev.coffer.benchmarks.report.Markdown;
import dev.coffer.benchmarks.report.Report;
import dev.coffer.benchmarks.report.Units;
import dev.coffer.benchmarks.s3.BenchBucket;
import dev.coffer.benchmarks.s3.Encryption;
import dev.coffer.benchmarks.s3.ObjectSet;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.cli.CommandFailed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The server's memory while many clients upload large objects under a bucket key at once, read every 250 ms from its own
 * metrics. Its JVM's heap counts as it is committed, so that what the collector has not given back yet counts too.
 *
 * @param heapUsed the most that was in use at once, in bytes, garbage included
 * @param heapCommitted the most that the heap took
 * @param direct the most that direct buffers took, the pooled ones of Netty included
 * @param pss the most that JVM and PostgreSQL took together
 */
public record UploadMemory(
        int clients, long size, long heapUsed, long heapCommitted, long direct, long pss, double megabytesPerSecond)
        implements Report {
    private static final Duration LONGEST = Duration.ofHours(1);

    /** What the bar is about. */
    public long heapAndDirect() {
        return heapCommitted + direct;
    }

    /** Uploads one object of {@code size} by each client at the same time. */
    public static UploadMemory measure(Endpoint endpoint, ProcessHandle server, int clients, long size) {
        String bucket = BenchBucket.freshName("memory");
        BenchBucket.create(endpoint, bucket, true, false);
        Encryption encryption =
                new Encryption(Encryption.Kind.BUCKET_KEY, Optional.of(BenchBucket.createKey(endpoint)));
        ObjectSet objects = new ObjectSet(bucket, "", 1, size, encryption.headers(), ObjectSet.Checks.CHEAP);
        try (MemoryPeak peak = new MemoryPeak(endpoint.uri(), server)) {
            Slice slice = upload(endpoint, objects, clients);
            return new UploadMemory(
                    clients,
                    size,
                    peak.heapUsed(),
                    peak.heapCommitted(),
                    peak.direct(),
                    peak.pss(),
                    slice.bytesPerSecond() / 1e6);
        }
    }

    @Override
    public void writeTo(Markdown out) {
        out.heading(3, "Memory while " + clients + " clients upload " + Units.size(size) + " each");
        out.table(
                List.of("what, at its peak", "MiB"),
                List.of(
                        List.of("heap in use", mebibytes(heapUsed)),
                        List.of("heap committed", mebibytes(heapCommitted)),
                        List.of("direct buffers", mebibytes(direct)),
                        List.of("heap committed + direct", mebibytes(heapAndDirect())),
                        List.of("PSS of JVM and PostgreSQL", mebibytes(pss))));
        out.paragraph("Uploaded at " + Units.figure(megabytesPerSecond) + " MB/s.");
    }

    private static String mebibytes(long bytes) {
        return Units.figure(bytes / (double) (1 << 20));
    }

    private static Slice upload(Endpoint endpoint, ObjectSet objects, int clients) {
        Slice slice = Generator.run(
                endpoint,
                "s3",
                Workload.numbered(0, clients, objects::put),
                Plan.closed(clients, Duration.ZERO, LONGEST),
                CpuTime.ofGenerator());
        if (slice.total().count() < clients) {
            throw new CommandFailed("an upload failed: " + slice.total().failures());
        }
        return slice;
    }
}
