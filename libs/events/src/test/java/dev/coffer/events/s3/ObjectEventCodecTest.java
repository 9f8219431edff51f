package dev.coffer.events.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectEventCodecTest {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static ObjectEvent event(String key, Optional<String> traceparent) {
        return new ObjectEvent(
                "0197-id",
                "ObjectCreated:Put",
                Instant.parse("2026-01-02T03:04:05Z"),
                Region.US_EAST_1,
                "bucket",
                "0".repeat(64),
                key,
                Optional.of("v1"),
                Optional.of(7L),
                Optional.of(3L),
                Optional.of("etag"),
                "AWS:AIDA",
                "127.0.0.1",
                "REQ",
                new ObjectEvent.Encryption(Optional.of("aws:kms"), Optional.of("arn"), true),
                false,
                false,
                List.of(),
                Optional.empty(),
                traceparent);
    }

    @Test
    void an_event_of_a_trace_comes_back_with_its_context() {
        ObjectEvent event = event("k", Optional.of(TRACEPARENT));
        String json = ObjectEventCodec.encode(event);
        assertThat(ObjectEventCodec.decode(json)).isEqualTo(event);
        assertThat(ObjectEventCodec.traceparent(json)).contains(TRACEPARENT);
    }

    @Test
    void an_event_of_no_trace_has_no_such_attribute() {
        ObjectEvent event = event("k", Optional.empty());
        String json = ObjectEventCodec.encode(event);
        assertThat(json).doesNotContain("traceparent");
        assertThat(ObjectEventCodec.decode(json)).isEqualTo(event);
        assertThat(ObjectEventCodec.traceparent(json)).isEmpty();
    }

    @Test
    void a_key_that_looks_like_the_attribute_is_only_a_key() {
        String json = ObjectEventCodec.encode(event("\",\"traceparent\":\"" + TRACEPARENT + "\"", Optional.empty()));
        assertThat(ObjectEventCodec.traceparent(json)).isEmpty();
    }

    @Test
    void what_is_no_event_has_no_context() {
        assertThat(List.of("", "[]", "null", "{", "{\"traceparent\":", "{\"traceparent\":7}", "{\"data\":{}}"))
                .allSatisfy(
                        text -> assertThat(ObjectEventCodec.traceparent(text)).isEmpty());
    }
}
