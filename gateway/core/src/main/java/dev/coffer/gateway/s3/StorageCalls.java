package dev.coffer.gateway.s3;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.gateway.s3.request.SmallBody;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.StorageApi;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The ways to call storage for a request: with no object bytes, with bytes in, with bytes out, and for long. */
final class StorageCalls {
    private final StorageApi storage;
    private final SlowAnswers slow;

    StorageCalls(StorageApi storage, SlowAnswers slow) {
        this.storage = storage;
        this.slow = slow;
    }

    /** No object bytes. */
    <R> Handler call(Function<S3Request, ? extends S3Operation<R>> parse, BiFunction<S3Request, R, Response> render) {
        return request -> {
            SmallBody.expectNone(request);
            return document(parse, render).handle(request);
        };
    }

    /** No object bytes, but a document that {@code parse} reads. */
    <R> Handler document(
            Function<S3Request, ? extends S3Operation<R>> parse, BiFunction<S3Request, R, Response> render) {
        return request -> {
            S3Operation<R> operation = parse.apply(request);
            return render.apply(request, perform(request, operation));
        };
    }

    /** No object bytes over the wire, but many to move behind it. */
    <R> Handler slow(Function<S3Request, ? extends S3Operation<R>> parse, BiFunction<S3Request, R, Response> render) {
        return request -> {
            S3Operation<R> operation = parse.apply(request);
            return slow.answer(request, () -> render.apply(request, perform(request, operation)));
        };
    }

    /** The request's body is the object's bytes. */
    <R> Handler upload(Function<S3Request, ? extends S3Operation<R>> parse, BiFunction<S3Request, R, Response> render) {
        return request -> {
            S3Operation<R> operation = parse.apply(request);
            try (Answer<R> answer = storage.call(
                    operation,
                    request.bucketEntry().region(),
                    request.identity().caller(),
                    request.identity().body())) {
                return render.apply(request, answer.result());
            }
        };
    }

    /** The answer's body is the object's bytes. */
    <R> Handler download(Function<S3Request, ? extends S3Operation<R>> parse, Download<R> render) {
        return request -> {
            SmallBody.expectNone(request);
            Answer<R> answer = storage.call(
                    parse.apply(request),
                    request.bucketEntry().region(),
                    request.identity().caller(),
                    BodySource.empty());
            BodySource body = answer.body();
            try {
                return render.answer(request, answer.result(), new PeekedBody(body));
            } catch (RuntimeException refused) {
                body.close();
                throw refused;
            }
        };
    }

    /** Performs an operation without object bytes in the bucket's region. */
    <R> R perform(S3Request request, S3Operation<R> operation) {
        return storage.call(
                operation, request.bucketEntry().region(), request.identity().caller());
    }

    /** Renders an answer with a body. */
    @FunctionalInterface
    interface Download<R> {
        Response answer(S3Request request, R result, BodySource body);
    }
}
