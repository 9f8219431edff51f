package dev.coffer.gateway.s3;

import dev.coffer.api.BodySource;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.answer.ErrorAnswers;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.platform.trace.TraceSpan;
import dev.coffer.platform.trace.Traces;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connection alive while a copy or the completion of an upload takes long: the answer begins with 200 and an
 * XML declaration, goes on with spaces, and ends with the result, or with an {@code Error} document in the 200. Clients
 * of these operations look for that. Source: "CopyObject" and "CompleteMultipartUpload", Amazon S3 API Reference.
 */
final class SlowAnswers {
    private static final Logger LOG = Logger.getLogger(SlowAnswers.class);

    private final Duration patience;

    /** @param patience how long a client hears nothing */
    SlowAnswers(Duration patience) {
        this.patience = patience;
    }

    /** The handler's answer, whenever it comes. */
    Response answer(S3Request request, Supplier<Response> work) {
        TraceSpan span = Traces.current(); // it ends with the answer, even if the work does not
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("slow-" + request.requestId()).start(() -> {
            try {
                answer.complete(Traces.within(span, work));
            } catch (RuntimeException | Error failure) {
                answer.completeExceptionally(failure);
            }
        });
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
            Headers headers =
                    Headers.builder().add("content-type", "application/xml").build();
            return new Response(200, headers, new SpacedBody(() -> late(request, answer)));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The answer's document once it is there; null while it is not. */
    private @Nullable BodySource late(S3Request request, CompletableFuture<Response> answer) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).body();
        } catch (TimeoutException notYet) {
            return null;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AwsException refusal) {
                return ErrorAnswers.of(refusal, request.requestId()).body();
            }
            LOG.errorf(failed.getCause(), "%s failed", request.requestId());
            return ErrorAnswers.of(S3Error.INTERNAL_ERROR.error(), request.requestId())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
