package dev.coffer.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Processor time of the generator and, if it runs here, of the server with its children. */
public final class CpuTime {
    private static final double NANOS = 1e9;

    private final Optional<ProcessHandle> server;

    private CpuTime(Optional<ProcessHandle> server) {
        this.server = server;
    }

    /** Of the generator alone. */
    public static CpuTime ofGenerator() {
        return new CpuTime(Optional.empty());
    }

    /** Of the generator and the process {@code server}. */
    public static CpuTime of(ProcessHandle server) {
        return new CpuTime(Optional.of(server));
    }

    /** Begins a stretch now. */
    Stretch begin() {
        return new Stretch(generator(), serverNow());
    }

    private static long generator() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private long serverNow() {
        return server.map(p -> Stream.concat(Stream.of(p), p.descendants())
                        .map(ProcessHandle::info)
                        .flatMap(info -> info.totalCpuDuration().stream())
                        .mapToLong(Duration::toNanos)
                        .sum())
                .orElse(0L);
    }

    /** What was used between two moments. */
    record Used(double generatorSeconds, double serverSeconds) {}

    /** A stretch that has begun. */
    final class Stretch {
        private final long generatorBefore;
        private final long serverBefore;

        private Stretch(long generatorBefore, long serverBefore) {
            this.generatorBefore = generatorBefore;
            this.serverBefore = serverBefore;
        }

        Used end() {
            return new Used((generator() - generatorBefore) / NANOS, Math.max(0, serverNow() - serverBefore) / NANOS);
        }
    }
}
