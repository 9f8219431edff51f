package dev.coffer.conformance.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Json;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;

/** CloudTrail records, by LookupEvents. */
public final class Records {
    private static final Duration PROMISED = Duration.ofSeconds(15);

    private Records() {}

    /** Every record of {@code key} that has been answered by now, newest first: a marker call proves it complete. */
    public static List<JsonNode> ofKey(Deployment coffer, String region, String key) {
        String marker = coffer.kms(region)
                .describeKey(d -> d.keyId(key))
                .responseMetadata()
                .requestId();
        Awaitility.await("the marker on the trail")
                .atMost(PROMISED)
                .until(() -> lookup(coffer, region, LookupAttributeKey.RESOURCE_NAME, key, 1).stream()
                        .anyMatch(r -> r.path("requestID").asText().equals(marker)));
        return lookup(coffer, region, LookupAttributeKey.RESOURCE_NAME, key, Integer.MAX_VALUE).stream()
                .filter(r -> !r.path("eventName").asText().equals("DescribeKey"))
                .toList();
    }

    /** As {@link #ofKey}, only of one operation. */
    public static List<JsonNode> ofKey(Deployment coffer, String region, String key, String eventName) {
        return ofKey(coffer, region, key).stream().filter(named(eventName)).toList();
    }

    /** All records with an attribute, newest first. */
    public static List<JsonNode> lookup(Deployment coffer, String region, LookupAttributeKey attribute, String value) {
        return lookup(coffer, region, attribute, value, Integer.MAX_VALUE);
    }

    /** Waits for a record and returns it. */
    public static JsonNode await(
            Deployment coffer, String region, LookupAttributeKey attribute, String value, Predicate<JsonNode> which) {
        return Awaitility.await("a record of " + value)
                .atMost(PROMISED)
                .until(
                        () -> lookup(coffer, region, attribute, value).stream()
                                .filter(which)
                                .toList(),
                        l -> !l.isEmpty())
                .getFirst();
    }

    /** By {@code eventName}. */
    public static Predicate<JsonNode> named(String eventName) {
        return record -> record.path("eventName").asText().equals(eventName);
    }

    /** {@code aws:s3:arn} in the encryption context. */
    public static String contextArn(JsonNode record) {
        return record.path("requestParameters")
                .path("encryptionContext")
                .path("aws:s3:arn")
                .asText();
    }

    private static List<JsonNode> lookup(
            Deployment coffer, String region, LookupAttributeKey attribute, String value, int pages) {
        LookupEventsRequest request = LookupEventsRequest.builder()
                .lookupAttributes(LookupAttribute.builder()
                        .attributeKey(attribute)
                        .attributeValue(value)
                        .build())
                .maxResults(50)
                .build();
        return coffer.trail(region).lookupEventsPaginator(request).stream()
                .limit(pages)
                .flatMap(page -> page.events().stream())
                .map(event -> Json.read(event.cloudTrailEvent(), "CloudTrailEvent"))
                .toList();
    }
}
