package dev.coffer.audit.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.aws.Arn;
import dev.coffer.events.EventJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads a CloudTrail record's JSON into a {@link TrailRecord}. Source: "CloudTrail record contents", User Guide. */
public final class RecordReader {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final String KMS_KEY = "AWS::KMS::Key";
    private static final String S3_BUCKET = "AWS::S3::Bucket";
    private static final String S3_ARN = "arn:aws:s3:::";

    private RecordReader() {}

    /** @throws UnreadableRecordException if the bytes are not a record that can be stored */
    public static TrailRecord read(byte[] utf8) {
        try {
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            JsonNode root = EventJson.MAPPER.readTree(json);
            if (root == null || !root.isObject()) {
                throw new UnreadableRecordException("not a JSON object");
            }
            return read(root, json);
        } catch (CharacterCodingException e) {
            throw new UnreadableRecordException("not UTF-8");
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("not JSON: " + e.getOriginalMessage());
        }
    }

    private static TrailRecord read(JsonNode root, String json) {
        JsonNode identity = root.path("userIdentity");
        List<TrailResource> resources = resources(root);
        Optional<String> contextArn =
                text(root.path("requestParameters").path("encryptionContext").path("aws:s3:arn"));
        return new TrailRecord(
                time(required(root, "eventTime")),
                id(required(root, "eventID")),
                required(root, "recipientAccountId"),
                required(root, "awsRegion"),
                required(root, "eventSource"),
                required(root, "eventName"),
                root.path("readOnly").asBoolean(),
                root.path("managementEvent").asBoolean(true),
                username(identity),
                text(identity.path("accessKeyId")),
                principal(identity),
                resources.stream()
                        .filter(r -> r.type().equals(KMS_KEY))
                        .map(TrailResource::name)
                        .findFirst(),
                contextArn,
                text(root.path("requestParameters").path("bucketName"))
                        .or(() -> contextArn.flatMap(RecordReader::bucket)),
                text(root.path("errorCode")),
                text(root.path("additionalEventData").path("s3RequestId")),
                resources,
                json);
    }

    private static List<TrailResource> resources(JsonNode root) {
        Set<TrailResource> found = new LinkedHashSet<>();
        for (JsonNode node : root.path("resources")) {
            text(node.path("ARN")).ifPresent(arn -> {
                String type = text(node.path("type")).orElse("");
                found.add(new TrailResource(
                        type, type.equals(S3_BUCKET) && arn.startsWith(S3_ARN) ? arn.substring(S3_ARN.length()) : arn));
            });
        }
        return new ArrayList<>(found);
    }

    private static Optional<String> username(JsonNode identity) {
        return switch (identity.path("type").asText()) {
            case "Root" -> Optional.of("root");
            case "AssumedRole" -> text(identity.path("arn")).map(arn -> arn.substring(arn.lastIndexOf('/') + 1));
            case "AWSService" -> text(identity.path("invokedBy"));
            default -> text(identity.path("userName"));
        };
    }

    private static Optional<String> principal(JsonNode identity) {
        return text(identity.path("sessionContext").path("sessionIssuer").path("arn"))
                .or(() -> text(identity.path("arn")))
                .or(() -> text(identity.path("invokedBy")));
    }

    private static Optional<String> bucket(String contextArn) {
        try {
            Arn arn = Arn.parse(contextArn);
            return arn.service().equals("s3") ? Optional.of(arn.resource().split("/", 2)[0]) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the context is whatever a direct caller of KMS wrote into it
        }
    }

    private static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new UnreadableRecordException("eventTime is out of range: " + text);
            }
            return time.truncatedTo(ChronoUnit.MICROS); // what PostgreSQL keeps
        } catch (DateTimeException e) {
            throw new UnreadableRecordException("eventTime is no time: " + text);
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("eventID is no UUID: " + text);
        }
    }

    private static String required(JsonNode root, String member) {
        return text(root.path(member)).orElseThrow(() -> new UnreadableRecordException("no " + member));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? Optional.of(node.asText()) : Optional.empty();
    }
}
