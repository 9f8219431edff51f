package dev.coffer.benchmarks.server;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The highest of what a server's memory has been, read every 250 ms until it is closed. */
final class MemoryPeak implements AutoCloseable {
    private static final long LOOK_EVERY_NANOS = 250_000_000;

    private final Metrics metrics;
    private final ProcessHandle server;
    private final Thread thread;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long heapUsed;
    private long heapCommitted;
    private long direct;
    private long pss;

    MemoryPeak(URI endpoint, ProcessHandle server) {
        this.metrics = new Metrics(endpoint);
        this.server = server;
        look();
        this.thread = Thread.ofPlatform().daemon().name("memory-peak").start(this::run);
    }

    synchronized long heapUsed() {
        return heapUsed;
    }

    synchronized long heapCommitted() {
        return heapCommitted;
    }

    synchronized long direct() {
        return direct;
    }

    synchronized long pss() {
        return pss;
    }

    @Override
    public void close() {
        ended.set(true);
        LockSupport.unpark(thread);
        metrics.close();
    }

    private void run() {
        while (!ended.get()) {
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
            if (!ended.get()) {
                look();
            }
        }
    }

    private void look() {
        String text = metrics.read();
        long takes = ProcessMemory.pss(server);
        long inUse = (long) Metrics.sum(text, "jvm_memory_used_bytes", MemoryPeak::heap);
        long committed = (long) Metrics.sum(text, "jvm_memory_committed_bytes", MemoryPeak::heap);
        // Netty's pools are within the JVM's count, or beside it where it allocates without a cleaner.
        long buffers = (long) Math.max(
                Metrics.sum(text, "jvm_buffer_memory_used_bytes", l -> l.contains("id=\"direct\"")),
                Metrics.sum(text, "netty_allocator_memory_used", l -> l.contains("memory_type=\"direct\"")));
        synchronized (this) {
            heapUsed = Math.max(heapUsed, inUse);
            heapCommitted = Math.max(heapCommitted, committed);
            direct = Math.max(direct, buffers);
            pss = Math.max(pss, takes);
        }
    }

    private static boolean heap(String labels) {
        return labels.contains("area=\"heap\"");
    }
}
