package dev.coffer.storage.outbox;

import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.events.s3.ObjectEventCodec;
import dev.coffer.storage.api.BucketName;
import java.util.Optional;

/**
 * A record on its way to Kafka.
 *
 * @param key records of one key keep their order
 */
public record OutboxMessage(String topic, String key, String contentType, String payload) {
    private static final String JSON = "application/json";

    /** An object event. */
    public static OutboxMessage of(ObjectEvent event) {
        return new OutboxMessage(
                Topics.objectEvents(event.region()),
                event.bucket() + "/" + event.key(),
                ObjectEventCodec.CONTENT_TYPE,
                ObjectEventCodec.encode(event));
    }

    /** The trace context of the request behind it, if that is sampled; object events carry one. */
    Optional<String> traceparent() {
        return contentType.equals(ObjectEventCodec.CONTENT_TYPE)
                ? ObjectEventCodec.traceparent(payload)
                : Optional.empty();
    }

    /** A management event of a bucket. */
    public static OutboxMessage of(Region region, BucketName bucket, AuditRecord record) {
        return new OutboxMessage(Topics.s3Audit(region), bucket.value(), JSON, record.toJson());
    }
}
