package dev.coffer.benchmarks.lag;

import dev.coffer.benchmarks.load.Latencies;
import dev.coffer.benchmarks.report.Figures;
import dev.coffer.benchmarks.report.Markdown;
import dev.coffer.benchmarks.report.Report;
import dev.coffer.benchmarks.report.Units;
import dev.coffer.benchmarks.s3.BenchBucket;
import dev.coffer.benchmarks.s3.ObjectSet;
import dev.coffer.benchmarks.s3.S3Operation;
import dev.coffer.benchmarks.wire.Answer;
import dev.coffer.benchmarks.wire.SingleClient;
import dev.coffer.cli.CommandFailed;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * From a PUT's answer until the replica can be read at the destination; and how many objects a second arrive there.
 *
 * @param idle nothing else goes on
 * @param loaded while the source takes {@code loadPerSecond} other PUTs, which replicate too
 * @param objects written as fast as it goes
 * @param perSecond from the first of these PUTs until all of them can be listed at the destination
 */
public record ReplicationLag(
        long size, Latencies idle, double loadPerSecond, Latencies loaded, long objects, double perSecond)
        implements Report {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BACKLOG = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int CLIENTS = 64;
    private static final int PREFIXES = 16;

    /** How much is measured. */
    public record Size(int probes, double loadPerSecond, long objects, long bytes) {}

    /** Measures all three on a pair. */
    public static ReplicationLag measure(ReplicationPair pair, Size size) {
        Latencies idle = probe(pair, "idle/", size);
        Latencies loaded = Background.during(
                pair.source(),
                "s3",
                S3Operation.PUT.on(objects(pair, "load/", size.bytes), 1, 0),
                size.loadPerSecond,
                () -> probe(pair, "loaded/", size));
        return new ReplicationLag(size.bytes, idle, size.loadPerSecond, loaded, size.objects, throughput(pair, size));
    }

    @Override
    public void writeTo(Markdown out) {
        out.heading(3, "Replication, " + Units.size(size));
        out.table(
                Figures.LATENCY_TITLES,
                List.of(
                        Figures.latencyCells("PUT → replica, idle", idle),
                        Figures.latencyCells(
                                "PUT → replica, " + Units.figure(loadPerSecond) + " other PUT/s", loaded)));
        out.paragraph(String.format(
                Locale.ROOT,
                "%,d objects written as fast as it goes were all at the destination at %s objects/s, counted from the first PUT.",
                objects,
                Units.figure(perSecond)));
    }

    private static Latencies probe(ReplicationPair pair, String prefix, Size size) {
        ObjectSet written = objects(pair, prefix, size.bytes);
        ObjectSet replicas = replicas(pair, prefix, size.bytes);
        try (SingleClient source = new SingleClient(pair.source(), "s3");
                SingleClient destination = new SingleClient(pair.destination(), "s3")) {
            return Probes.run("replication", size.probes, PAUSE, i -> {
                Answer put = source.call(written.put(i));
                if (!put.ok()) {
                    throw new CommandFailed("PUT: " + put.failure());
                }
                return () -> readable(destination.call(replicas.get(i)));
            });
        }
    }

    private static boolean readable(Answer answer) {
        if (answer.fault().isPresent()) {
            throw new CommandFailed("the replica has " + answer.fault().get());
        }
        return answer.ok();
    }

    /** Waits until what the load has left to be replicated is done: objects behind it would only wait for it. */
    private static void awaitBacklog(ReplicationPair pair, Size size) {
        ObjectSet written = objects(pair, "marker/", size.bytes);
        ObjectSet replicas = replicas(pair, "marker/", size.bytes);
        long begun = System.nanoTime();
        try (SingleClient source = new SingleClient(pair.source(), "s3");
                SingleClient destination = new SingleClient(pair.destination(), "s3")) {
            for (int i = 0; i < PREFIXES; i++) {
                source.call(written.put(i));
            }
            for (int i = 0; i < PREFIXES; i++) {
                while (!destination.call(replicas.get(i)).ok()) {
                    if (System.nanoTime() - begun > BACKLOG.toNanos()) {
                        throw new CommandFailed(
                                "replication has not caught up with the load in " + BACKLOG.toMinutes() + " minutes");
                    }
                    LockSupport.parkNanos(LOOK_EVERY.toNanos());
                }
            }
        }
    }

    private static double throughput(ReplicationPair pair, Size size) {
        awaitBacklog(pair, size);
        ObjectSet written = objects(pair, "many/", size.bytes);
        ObjectSet replicas = replicas(pair, "many/", size.bytes);
        long start = System.nanoTime();
        BenchBucket.fill(pair.source(), written, 0, size.objects, CLIENTS);
        long progress = System.nanoTime();
        long before = -1;
        try (SingleClient client = new SingleClient(pair.destination(), "s3")) {
            for (long there = count(client, replicas); there < size.objects; there = count(client, replicas)) {
                if (there > before) {
                    before = there;
                    progress = System.nanoTime();
                } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
                    throw new CommandFailed(there + " of " + size.objects + " replicas after " + PATIENCE.toSeconds()
                            + " s without progress");
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        }
        return size.objects / ((System.nanoTime() - start) / 1e9);
    }

    private static long count(SingleClient client, ObjectSet objects) {
        long count = 0;
        Answer page = client.call(objects.listFirst().keeping());
        while (true) {
            if (!page.ok()) {
                throw new CommandFailed("LIST: " + page.failure());
            }
            String text = page.text();
            for (int at = text.indexOf("<Key>"); at >= 0; at = text.indexOf("<Key>", at + 1)) {
                count++;
            }
            int token = text.indexOf("<NextContinuationToken>");
            if (token < 0) {
                return count;
            }
            int from = token + "<NextContinuationToken>".length();
            page = client.call(objects.listAfter(text.substring(from, text.indexOf('<', from))));
        }
    }

    private static ObjectSet objects(ReplicationPair pair, String prefix, long bytes) {
        return new ObjectSet(pair.bucket(), prefix, PREFIXES, bytes, Map.of(), ObjectSet.Checks.CHEAP);
    }

    private static ObjectSet replicas(ReplicationPair pair, String prefix, long bytes) {
        return new ObjectSet(pair.replicaBucket(), prefix, PREFIXES, bytes, Map.of(), ObjectSet.Checks.CHEAP);
    }
}
