package dev.coffer.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.S3Error;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final double NEXT_TO_NEVER = 1e-300;

    @AfterEach
    void off() {
        Traces.stop();
    }

    private static Function<String, @Nullable String> header(String traceparent) {
        return Map.of(Traces.TRACEPARENT, traceparent)::get;
    }

    private static @Nullable String none(String name) {
        return null;
    }

    @Test
    void what_a_request_does_hangs_together() {
        KeptSpans kept = KeptSpans.on(1);
        Traces.request(TracesTest::none, () -> Traces.part(SpanName.STORAGE, "PutObject", () -> 1));
        assertThat(kept.all()).extracting(SpanData::getName).containsExactly("storage PutObject", "request");
        SpanData storage = kept.all().getFirst();
        SpanData request = kept.all().getLast();
        assertThat(storage.getTraceId()).isEqualTo(request.getTraceId());
        assertThat(storage.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(request.getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void nothing_is_a_part_of_no_request() {
        KeptSpans kept = KeptSpans.on(1);
        assertThat(Traces.part(SpanName.STORAGE, () -> 7)).isEqualTo(7);
        assertThat(Traces.current().traceparent()).isEmpty();
        assertThat(kept.all()).isEmpty();
    }

    @Test
    void off_nothing_is_asked_for_and_everything_is_done() {
        AtomicReference<String> done = new AtomicReference<>("");
        Function<String, @Nullable String> unasked = name -> {
            throw new AssertionError("asked for " + name);
        };
        Traces.request(
                unasked, () -> Traces.continued(unasked, () -> done.set(Traces.part(SpanName.KMS, () -> "done"))));
        assertThat(done).hasValue("done");
        assertThat(Traces.begin(SpanName.RELAY, () -> Optional.of(unasked.apply("traceparent")))
                        .isTraced())
                .isFalse();
    }

    @Test
    void a_clients_trace_goes_on_and_its_flags_decide_nothing() {
        KeptSpans kept = KeptSpans.on(1);
        Traces.request(header("00-" + TRACE + "-" + SPAN + "-00"), () -> {});
        assertThat(kept.all()).hasSize(1);
        assertThat(kept.all().getFirst().getTraceId()).isEqualTo(TRACE);
        assertThat(kept.all().getFirst().getParentSpanId()).isEqualTo(SPAN);
    }

    @Test
    void a_client_cannot_have_itself_sampled() {
        KeptSpans kept = KeptSpans.on(NEXT_TO_NEVER);
        String lowest = "0".repeat(31) + "1"; // what samplers by id would take at any ratio
        Traces.request(
                header("00-" + lowest + "-" + SPAN + "-01"),
                () -> assertThat(Traces.current().isTraced()).isFalse());
        assertThat(kept.all()).isEmpty();
    }

    @Test
    void what_is_no_trace_context_begins_a_trace_of_its_own() {
        KeptSpans kept = KeptSpans.on(1);
        for (String bad : new String[] {
            "",
            "00",
            "zz-" + TRACE + "-" + SPAN + "-01",
            "00-" + "0".repeat(32) + "-" + SPAN + "-01",
            "00-" + TRACE + "-" + SPAN + "-01".repeat(10_000)
        }) {
            Traces.request(header(bad), () -> {});
        }
        assertThat(kept.all()).hasSize(5).allSatisfy(span -> {
            assertThat(span.getParentSpanContext().isValid()).isFalse();
            assertThat(span.getTraceId()).isNotEqualTo(TRACE);
        });
    }

    @Test
    void another_services_span_is_the_parent_if_it_is_sampled() {
        KeptSpans kept = KeptSpans.on(NEXT_TO_NEVER);
        Traces.continued(
                header("00-" + TRACE + "-" + SPAN + "-01"), () -> Traces.part(SpanName.KMS, "Decrypt", () -> 1));
        Traces.continued(
                header("00-" + TRACE + "-" + SPAN + "-00"), () -> Traces.part(SpanName.KMS, "Encrypt", () -> 1));
        assertThat(kept.all()).extracting(SpanData::getName).containsExactly("kms Decrypt");
        assertThat(kept.all().getFirst().getParentSpanId()).isEqualTo(SPAN);
    }

    @Test
    void what_says_traceparent_is_what_continues() {
        KeptSpans kept = KeptSpans.on(1);
        AtomicReference<Optional<String>> sent = new AtomicReference<>(Optional.empty());
        Traces.request(TracesTest::none, () -> sent.set(Traces.current().traceparent()));
        Traces.partOf(sent::get, SpanName.REPLICATE, () -> 1);
        assertThat(kept.all()).extracting(SpanData::getName).containsExactly("request", "replicate");
        assertThat(kept.all().getLast().getParentSpanId())
                .isEqualTo(kept.all().getFirst().getSpanId());
    }

    @Test
    void a_refusal_is_no_failure_and_a_failure_tells_its_class_only() {
        KeptSpans kept = KeptSpans.on(1);
        Traces.request(TracesTest::none, () -> {
            assertThatThrownBy(() -> Traces.part(SpanName.STORAGE, "refused", () -> {
                        throw S3Error.NO_SUCH_KEY.error();
                    }))
                    .isNotNull();
            assertThatThrownBy(() -> Traces.part(SpanName.STORAGE, "failed", () -> {
                        throw new IllegalStateException("of a secret");
                    }))
                    .hasMessage("of a secret");
        });
        SpanData refused = kept.all().getFirst();
        SpanData failed = kept.all().get(1);
        assertThat(refused.getStatus()).isEqualTo(StatusData.unset());
        assertThat(refused.getAttributes().asMap().values()).containsExactly("NoSuchKey");
        assertThat(failed.getStatus()).isEqualTo(StatusData.error());
        assertThat(failed.toString()).contains("IllegalStateException").doesNotContain("secret");
    }

    @Test
    void work_on_another_thread_can_be_a_requests_own() throws InterruptedException {
        KeptSpans kept = KeptSpans.on(1);
        AtomicReference<TraceSpan> request = new AtomicReference<>(TraceSpan.NONE);
        Traces.request(TracesTest::none, () -> request.set(Traces.current()));
        Thread.ofVirtual()
                .start(() -> Traces.within(request.get(), () -> Traces.part(SpanName.COMMIT, () -> 1)))
                .join();
        assertThat(kept.all()).extracting(SpanData::getName).containsExactly("request", "storage commit");
    }
}
