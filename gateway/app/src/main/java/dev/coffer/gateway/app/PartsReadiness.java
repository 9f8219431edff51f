package dev.coffer.gateway.app;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks every part whether it is ready, all at once. One answer serves everybody who asks while it is being found and for
 * {@link #LIFETIME} after, so that any number of probes costs each part at most one question in that time. Nobody who
 * asks is blocked: the questions wait on virtual threads.
 */
final class PartsReadiness implements AutoCloseable {
    /** How long an answer is given again. */
    static final Duration LIFETIME = Duration.ofSeconds(1);

    /** A part that has not answered by then is down. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Round(CompletableFuture<Map<String, Boolean>> answer, AtomicReference<@Nullable Long> answeredAt) {
        boolean serves(long nanos) {
            Long at = answeredAt.get();
            return at == null || nanos - at < LIFETIME.toNanos();
        }
    }

    private final List<Part> parts;
    private final LongSupplier nanos;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .executor(threads)
            .build();
    private final AtomicReference<@Nullable Round> latest = new AtomicReference<>();

    /** @param nanos a clock that never goes back */
    PartsReadiness(List<Part> parts, LongSupplier nanos) {
        this.parts = parts;
        this.nanos = nanos;
    }

    /** By a part's name, whether it is ready. */
    CompletionStage<Map<String, Boolean>> ask() {
        while (true) {
            Round known = latest.get();
            if (known != null && known.serves(nanos.getAsLong())) {
                return known.answer.minimalCompletionStage();
            }
            Round round = new Round(new CompletableFuture<>(), new AtomicReference<>());
            if (latest.compareAndSet(known, round)) {
                threads.execute(() -> answer(round));
                return round.answer.minimalCompletionStage();
            }
        }
    }

    private void answer(Round round) {
        try {
            Map<String, Boolean> answers = askAll();
            round.answeredAt.set(nanos.getAsLong());
            round.answer.complete(answers);
        } catch (InterruptedException | RuntimeException e) {
            latest.compareAndSet(round, null);
            round.answer.completeExceptionally(e);
        }
    }

    private Map<String, Boolean> askAll() throws InterruptedException {
        List<Future<Boolean>> answers = threads.invokeAll(
                parts.stream().map(this::question).toList(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Map<String, Boolean> ready = new TreeMap<>();
        for (int i = 0; i < parts.size(); i++) {
            ready.put(parts.get(i).name(), isReady(answers.get(i)));
        }
        return ready;
    }

    private Callable<Boolean> question(Part part) {
        HttpRequest request =
                HttpRequest.newBuilder(part.readiness()).timeout(PATIENCE).build();
        return () -> http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    private static boolean isReady(Future<Boolean> answer) throws InterruptedException {
        if (answer.isCancelled()) {
            return false; // out of time
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return false;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
