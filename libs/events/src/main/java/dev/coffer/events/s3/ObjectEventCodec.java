package dev.coffer.events.s3;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coffer.aws.Region;
import dev.coffer.events.EventJson;
import dev.coffer.events.s3.ObjectEvent.Encryption;
import dev.coffer.events.s3.ObjectEvent.ReplicationEventData;
import dev.coffer.events.s3.ObjectEvent.ReplicationTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An {@link ObjectEvent} as a CloudEvent in structured JSON mode, whose {@code data} is the S3 event record with one
 * member more, {@code coffer}. Sources: CloudEvents 1.0 JSON format and "Distributed Tracing" extension; "Event message
 * structure", Amazon S3 User Guide.
 */
public final class ObjectEventCodec {
    /** The Kafka record's content type. */
    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    private static final String TRACEPARENT = "traceparent";
    private static final String DATA = "data";

    private ObjectEventCodec() {}

    /** The JSON text. */
    public static String encode(ObjectEvent event) {
        ObjectNode root = EventJson.MAPPER.createObjectNode();
        root.put("specversion", "1.0");
        root.put("id", event.id());
        root.put("source", "urn:coffer:s3:" + event.region() + ":" + event.bucket());
        root.put("type", "com.amazonaws.s3." + event.eventName());
        root.put("subject", event.key());
        root.put("time", event.time().toString());
        root.put("datacontenttype", "application/json");
        event.traceparent().ifPresent(parent -> root.put(TRACEPARENT, parent)); // ahead of the data: see traceparent()
        ObjectNode data = root.putObject(DATA);
        data.put("eventVersion", version(event.eventName()));
        data.put("eventSource", "aws:s3");
        data.put("awsRegion", event.region().id());
        data.put("eventTime", event.time().toString());
        data.put("eventName", event.eventName());
        data.putObject("userIdentity").put("principalId", event.principalId());
        data.putObject("requestParameters").put("sourceIPAddress", event.sourceIp());
        data.putObject("responseElements")
                .put("x-amz-request-id", event.requestId())
                .put("x-amz-id-2", event.id());
        ObjectNode s3 = data.putObject("s3");
        s3.put("s3SchemaVersion", "1.0");
        ObjectNode bucket = s3.putObject("bucket");
        bucket.put("name", event.bucket());
        bucket.putObject("ownerIdentity").put("principalId", event.bucketOwner());
        bucket.put("arn", "arn:aws:s3:::" + event.bucket());
        ObjectNode object = s3.putObject("object");
        object.put("key", URLEncoder.encode(event.key(), StandardCharsets.UTF_8));
        event.size().ifPresent(size -> object.put("size", size));
        event.etag().ifPresent(etag -> object.put("eTag", etag));
        event.versionId().ifPresent(id -> object.put("versionId", id));
        event.sequencer().ifPresent(s -> object.put("sequencer", String.format(Locale.ROOT, "%016X", s)));
        event.replicationEventData().ifPresent(d -> data.set("replicationEventData", EventJson.MAPPER.valueToTree(d)));
        ObjectNode coffer = data.putObject("coffer");
        coffer.set("encryption", EventJson.MAPPER.valueToTree(event.encryption()));
        coffer.put("deleteMarker", event.deleteMarker());
        coffer.put("replica", event.replica());
        coffer.set("replications", EventJson.MAPPER.valueToTree(event.replications()));
        return root.toString();
    }

    /** @throws UncheckedIOException if the text is not such an event */
    public static ObjectEvent decode(String json) {
        try {
            JsonNode root = EventJson.MAPPER.readTree(json);
            JsonNode data = root.required(DATA);
            JsonNode s3 = data.required("s3");
            JsonNode object = s3.required("object");
            JsonNode coffer = data.required("coffer");
            return new ObjectEvent(
                    root.required("id").asText(),
                    data.required("eventName").asText(),
                    Instant.parse(data.required("eventTime").asText()),
                    new Region(data.required("awsRegion").asText()),
                    s3.required("bucket").required("name").asText(),
                    s3.required("bucket")
                            .required("ownerIdentity")
                            .required("principalId")
                            .asText(),
                    URLDecoder.decode(object.required("key").asText(), StandardCharsets.UTF_8),
                    text(object, "versionId"),
                    text(object, "sequencer").map(hex -> Long.parseUnsignedLong(hex, 16)),
                    Optional.ofNullable(object.get("size")).map(JsonNode::asLong),
                    text(object, "eTag"),
                    data.required("userIdentity").required("principalId").asText(),
                    data.required("requestParameters")
                            .required("sourceIPAddress")
                            .asText(),
                    data.required("responseElements")
                            .required("x-amz-request-id")
                            .asText(),
                    EventJson.MAPPER.treeToValue(coffer.required("encryption"), Encryption.class),
                    coffer.required("deleteMarker").asBoolean(),
                    coffer.required("replica").asBoolean(),
                    List.of(EventJson.MAPPER.treeToValue(coffer.required("replications"), ReplicationTarget[].class)),
                    data.has("replicationEventData")
                            ? Optional.of(EventJson.MAPPER.treeToValue(
                                    data.get("replicationEventData"), ReplicationEventData.class))
                            : Optional.empty(),
                    text(root, TRACEPARENT));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UncheckedIOException("not an object event", new IOException(e));
        }
    }

    /** The trace context of an event as {@link #encode} wrote it, without reading all of it; none where it is no event. */
    public static Optional<String> traceparent(String json) {
        try (JsonParser parser = EventJson.MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                String value = parser.nextTextValue();
                if (name.equals(TRACEPARENT)) {
                    return Optional.ofNullable(value);
                }
                if (value == null || name.equals(DATA)) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode node, String member) {
        return Optional.ofNullable(node.get(member)).map(JsonNode::asText);
    }

    private static String version(String eventName) {
        if (eventName.startsWith("Replication:")) {
            return "2.2";
        }
        return eventName.startsWith("ObjectTagging:") || eventName.startsWith("ObjectAcl:") ? "2.3" : "2.1";
    }
}
