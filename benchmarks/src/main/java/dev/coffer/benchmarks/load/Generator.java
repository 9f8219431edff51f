package dev.coffer.benchmarks.load;

import dev.coffer.benchmarks.wire.Answer;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.benchmarks.wire.Request;
import dev.coffer.benchmarks.wire.Signer;
import dev.coffer.benchmarks.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * All clients of one slice, on one thread: it signs, sends and reads for every connection, so that the generator takes
 * little of the cores that it shares with the server. In a closed loop the answers that arrive in the measured time
 * count; at a fixed rate, the requests that were due in it.
 */
public final class Generator {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int MAX_RECONNECTS = 1000;
    private static final double NANOS = 1e9;

    private final Endpoint endpoint;
    private final Signer signer;
    private final Workload workload;
    private final Plan plan;
    private final Selector selector;
    private final BooleanSupplier done;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();

    private long from;
    private long to;
    private long lastAnswer;
    private int underWay;
    private boolean exhausted;
    private int reconnects;

    private Generator(
            Endpoint endpoint, String service, Workload workload, Plan plan, Selector selector, BooleanSupplier done) {
        this.endpoint = endpoint;
        this.signer = new Signer(endpoint, service);
        this.workload = workload;
        this.plan = plan;
        this.selector = selector;
        this.done = done;
    }

    /** Runs one slice on the calling thread. */
    public static Slice run(Endpoint endpoint, String service, Workload workload, Plan plan, CpuTime cpu) {
        return runUntil(endpoint, service, workload, plan, cpu, () -> false);
    }

    /** As {@link #run}, but it ends as soon as {@code done}, asked before each turn, says so. */
    public static Slice runUntil(
            Endpoint endpoint, String service, Workload workload, Plan plan, CpuTime cpu, BooleanSupplier done) {
        try (Selector selector = Selector.open()) {
            return new Generator(endpoint, service, workload, plan, selector, done).run(cpu);
        } catch (IOException e) {
            throw new WireException("cannot reach " + endpoint.uri() + ": " + e.getMessage(), e);
        }
    }

    private Slice run(CpuTime cpu) throws IOException {
        for (int i = 0; i < plan.clients(); i++) {
            idle.add(Connection.open(endpoint, selector));
        }
        long start = System.nanoTime();
        from = start + plan.settle().toNanos();
        to = from + plan.measured().toNanos();
        CpuTime.Stretch settling = cpu.begin();
        try {
            return switch (plan.pace()) {
                case Pace.Closed closed -> closedLoop(cpu, settling);
                case Pace.Fixed(double perSecond) -> fixedRate(start, NANOS / perSecond, cpu, settling);
            };
        } finally {
            selector.keys().forEach(key -> ((Connection) key.attachment()).close());
        }
    }

    private Slice closedLoop(CpuTime cpu, CpuTime.Stretch settling) throws IOException {
        CpuTime.Stretch used = settling;
        boolean measuring = false;
        while (System.nanoTime() < to && !done.getAsBoolean()) {
            sendIdle();
            if (exhausted && underWay == 0) {
                break;
            }
            selector.select(this::handle, waitMillis(measuring ? to : from));
            if (!measuring && System.nanoTime() >= from) {
                measuring = true;
                used = cpu.begin();
            }
        }
        to = Math.min(to, System.nanoTime());
        CpuTime.Used stretch = used.end();
        drain();
        return new Slice((to - from) / NANOS, outcomes, stretch.generatorSeconds(), stretch.serverSeconds());
    }

    private void sendIdle() {
        for (Connection free = exhausted ? null : idle.poll(); free != null; free = idle.poll()) {
            Request request = workload.next();
            if (request == null) {
                exhausted = true;
                return;
            }
            byte[] head = signer.head(request);
            send(free, request, head, System.nanoTime());
        }
    }

    private Slice fixedRate(long start, double interval, CpuTime cpu, CpuTime.Stretch settling) throws IOException {
        CpuTime.Stretch used = settling;
        boolean measuring = false;
        try (Pacer pacer = new Pacer(selector)) {
            for (long sent = 0; ; ) {
                long due = start + (long) (sent * interval);
                if (due >= to || done.getAsBoolean()) {
                    break;
                }
                if (!measuring && due >= from) {
                    measuring = true;
                    used = cpu.begin();
                }
                Connection free = due <= System.nanoTime() ? idle.poll() : null;
                if (free != null) {
                    Request request = workload.next();
                    if (request == null) {
                        break;
                    }
                    send(free, request, signer.head(request), due);
                    sent++;
                    selector.selectNow(this::handle);
                } else {
                    if (!idle.isEmpty()) {
                        pacer.wakeAt(due);
                    }
                    selector.select(this::handle, PATIENCE.toMillis());
                }
            }
        }
        drain();
        CpuTime.Used stretch = used.end();
        double seconds = (Math.max(to, lastAnswer) - from) / NANOS;
        return new Slice(seconds, outcomes, stretch.generatorSeconds(), stretch.serverSeconds());
    }

    private void drain() throws IOException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (underWay > 0 && System.nanoTime() < limit) {
            selector.select(this::handle, 100);
        }
        for (SelectionKey key : selector.keys()) {
            Connection connection = (Connection) key.attachment();
            Request unanswered = connection.request();
            if (unanswered != null) {
                outcome(unanswered).failed("no answer within " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private void send(Connection connection, Request request, byte[] head, long countedFrom) {
        underWay++;
        try {
            connection.send(request, head, countedFrom);
        } catch (IOException e) {
            lost(connection, e);
        }
    }

    private void handle(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.write();
            }
            if (key.isReadable()) {
                read(connection);
            }
        } catch (IOException e) {
            lost(connection, e);
        }
    }

    private void read(Connection connection) throws IOException {
        Request request = connection.request();
        Answer answer = connection.read(buffer);
        if (answer == null) {
            return;
        }
        if (request == null) {
            throw new WireException("an answer that nobody asked for");
        }
        long now = System.nanoTime();
        underWay--;
        record(connection, request, answer, now);
        workload.answered(request, answer);
        if (connection.isSpent()) {
            reopen(connection);
        } else {
            idle.add(connection);
        }
    }

    private void record(Connection connection, Request request, Answer answer, long now) {
        boolean counts = switch (plan.pace()) {
            case Pace.Closed closed -> now >= from && now < to;
            case Pace.Fixed fixed -> connection.startedAt() >= from;
        };
        if (!counts) {
            return;
        }
        lastAnswer = now;
        if (answer.ok()) {
            outcome(request).succeeded(request, answer, now - connection.startedAt());
        } else {
            outcome(request).failed(answer.failure());
        }
    }

    private Outcome outcome(Request request) {
        return outcomes.computeIfAbsent(request.kind(), kind -> new Outcome());
    }

    /** A connection that broke fails the request on it; the client comes back on another one. */
    private void lost(Connection connection, IOException why) {
        Request request = connection.request();
        if (request != null) {
            underWay--;
            outcome(request).failed("connection lost: " + why.getMessage());
        }
        reopen(connection);
    }

    private void reopen(Connection spent) {
        spent.close();
        if (++reconnects > MAX_RECONNECTS) {
            throw new WireException(endpoint.uri() + " has closed " + MAX_RECONNECTS + " connections");
        }
        try {
            idle.add(Connection.open(endpoint, selector));
        } catch (IOException e) {
            throw new WireException("cannot reach " + endpoint.uri() + " any more: " + e.getMessage(), e);
        }
    }

    private static long waitMillis(long until) {
        return Math.max(1, Duration.ofNanos(until - System.nanoTime()).toMillis());
    }
}
