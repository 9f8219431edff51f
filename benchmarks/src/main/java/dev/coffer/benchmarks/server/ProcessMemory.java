package dev.coffer.benchmarks.server;

import dev.coffer.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory of a process and its children as Linux counts it; shared pages count by their share (PSS). */
public final class ProcessMemory {
    private static final String PSS = "Pss:";

    private ProcessMemory() {}

    /** Bytes of the process and all its descendants. */
    public static long pss(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(ProcessMemory::pssOfOne)
                .sum();
    }

    private static long pssOfOne(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(PSS))
                    .mapToLong(line -> Long.parseLong(line.substring(PSS.length(), line.indexOf("kB"))
                                    .strip())
                            * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException | java.io.UncheckedIOException e) {
            if (!process.isAlive()) {
                return 0;
            }
            throw new CommandFailed("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
