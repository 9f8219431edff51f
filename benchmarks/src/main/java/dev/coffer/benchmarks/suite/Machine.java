package dev.coffer.benchmarks.suite;

import com.sun.management.OperatingSystemMXBean;
import dev.coffer.benchmarks.report.Markdown;
import dev.coffer.benchmarks.report.Units;
import dev.coffer.cli.CommandFailed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run was measured on.
 *
 * @param syncsPerSecond appends of 4 KiB to one file, each followed by {@code fdatasync}
 * @param loadAverage of the minute before; above 0, others were at work
 */
public record Machine(
        String processor,
        int cores,
        long memoryBytes,
        String kernel,
        String jdk,
        String fileSystem,
        double syncsPerSecond,
        double loadAverage) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Duration SYNCING = Duration.ofSeconds(1);
    private static final int SYNC_BYTES = 4096;

    /** Looks around; {@code folder} is on the disk that is measured. */
    public static Machine look(Path folder) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try {
            return new Machine(
                    processorName(),
                    Runtime.getRuntime().availableProcessors(),
                    system.getTotalMemorySize(),
                    System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                            + System.getProperty("os.arch"),
                    System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
                    Files.getFileStore(folder).type(),
                    syncRate(folder),
                    system.getSystemLoadAverage());
        } catch (IOException e) {
            throw new CommandFailed("cannot look at the machine: " + e, e);
        }
    }

    /** Adds the table. */
    public void writeTo(Markdown out) {
        out.table(
                List.of("machine", ""),
                List.of(
                        List.of("processor", processor + ", " + cores + " cores"),
                        List.of("memory", Units.size(memoryBytes / (1 << 20) * (1 << 20))),
                        List.of("kernel", kernel),
                        List.of("JDK", jdk.strip()),
                        List.of(
                                "disk",
                                fileSystem + ", " + Units.figure(syncsPerSecond) + " fdatasync/s (4 KiB appends)"),
                        List.of("load average before", Units.figure(loadAverage))));
    }

    private static String processorName() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static double syncRate(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "sync", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            long end = start + SYNCING.toNanos();
            int syncs = 0;
            while (System.nanoTime() < end) {
                channel.write(ByteBuffer.allocate(SYNC_BYTES));
                channel.force(false);
                syncs++;
            }
            return syncs / ((System.nanoTime() - start) / 1e9);
        } finally {
            Files.delete(file);
        }
    }
}
