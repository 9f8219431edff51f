package dev.coffer.conformance.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.conformance.events.Topic;
import dev.coffer.conformance.events.Topic.Message;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Traces as they are by default: off, whatever a client asks for. */
@Conformance
class UntracedTest {
    private final Deployment coffer;

    UntracedTest(Deployment coffer) {
        this.coffer = coffer;
    }

    @Test
    void a_client_that_traces_leaves_no_mark_on_events_and_audit_records() {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "another deployment may trace");
        String key = coffer.newKey(coffer.home());
        String bucket = coffer.newBucket();
        PutObjectResponse put = coffer.s3()
                .putObject(
                        p -> p.bucket(bucket)
                                .key("k")
                                .serverSideEncryption("aws:kms")
                                .ssekmsKeyId(key)
                                .overrideConfiguration(o -> o.putHeader(
                                        "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
                        RequestBody.fromString("content"));
        assertThat(put.ssekmsKeyId()).isEqualTo(key);
        List<Message> events = Topic.read(
                coffer.kafka(),
                "coffer.s3.object-events." + coffer.home(),
                1,
                message -> message.key() != null && message.key().startsWith(bucket + "/"));
        List<Message> records = Topic.read(
                coffer.kafka(),
                "coffer.audit.kms." + coffer.home(),
                1,
                message -> key.equals(message.key())
                        && message.value().path("eventName").asText().equals("GenerateDataKey"));
        assertThat(events).hasSize(1).allSatisfy(UntracedTest::isUnmarked);
        assertThat(records).hasSize(1).allSatisfy(UntracedTest::isUnmarked);
    }

    private static void isUnmarked(Message message) {
        assertThat(message.headers()).doesNotContain("traceparent");
        assertThat(message.value().has("traceparent")).isFalse();
    }
}
