package dev.coffer.conformance.trail;

import static dev.coffer.conformance.support.Errors.refused;
import static dev.coffer.conformance.support.Records.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Credentials;
import dev.coffer.cli.aws.Clients;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Policies;
import dev.coffer.conformance.support.Records;
import dev.coffer.conformance.support.Unique;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.kms.KmsClient;

@Conformance
class LookupEventsTest {
    private final Deployment coffer;
    private final String key;

    LookupEventsTest(Deployment coffer) {
        this.coffer = coffer;
        this.key = coffer.newKey(coffer.home());
    }

    private static LookupEventsRequest.Builder by(LookupAttributeKey attribute, String value) {
        return LookupEventsRequest.builder()
                .lookupAttributes(LookupAttribute.builder()
                        .attributeKey(attribute)
                        .attributeValue(value)
                        .build());
    }

    @Test
    void an_answered_call_is_found_within_two_seconds_with_everything_that_it_should_say() {
        coffer.kms()
                .generateDataKey(g -> g.keyId(key).keySpec("AES_256").encryptionContext(Map.of("project", "coffer")));
        long begun = System.nanoTime();
        JsonNode record =
                Records.await(coffer, coffer.home(), LookupAttributeKey.RESOURCE_NAME, key, named("GenerateDataKey"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(record.path("eventVersion").asText()).isEqualTo("1.11");
        assertThat(record.path("eventSource").asText()).isEqualTo("kms.amazonaws.com");
        assertThat(record.path("awsRegion").asText()).isEqualTo(coffer.home());
        assertThat(record.path("recipientAccountId").asText()).isEqualTo(coffer.account());
        assertThat(record.path("eventType").asText()).isEqualTo("AwsApiCall");
        assertThat(record.path("eventCategory").asText()).isEqualTo("Management");
        assertThat(record.path("managementEvent").asBoolean()).isTrue();
        assertThat(record.path("readOnly").asBoolean()).isTrue();
        assertThat(record.path("sourceIPAddress").asText()).matches("[0-9a-f.:]+");
        assertThat(record.path("userAgent").asText()).contains("aws-sdk-java");
        assertThat(record.at("/userIdentity/type").asText()).isEqualTo("Root");
        assertThat(record.at("/requestParameters/encryptionContext/project").asText())
                .isEqualTo("coffer");
        assertThat(record.get("responseElements").isNull()).isTrue();
        assertThat(record.at("/resources/0/type").asText()).isEqualTo("AWS::KMS::Key");
        assertThat(record.at("/resources/0/accountId").asText()).isEqualTo(coffer.account());
        assertThat(Instant.parse(record.path("eventTime").asText()))
                .isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(Duration.ofMinutes(1)));
    }

    @Test
    void every_call_makes_exactly_one_record() {
        for (int i = 0; i < 60; i++) {
            coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
        }
        List<JsonNode> records = Records.ofKey(coffer, coffer.home(), key, "GenerateDataKey");
        assertThat(records).hasSize(60);
        assertThat(records).extracting(r -> r.path("eventID").asText()).doesNotHaveDuplicates();
        assertThat(records).extracting(r -> r.path("requestID").asText()).doesNotHaveDuplicates();
    }

    @Test
    void a_denied_call_is_recorded_with_its_error() {
        String name = Unique.name();
        Credentials credentials = coffer.newUser(name, Policies.allow("s3:*"));
        try (Clients user = coffer.as(credentials)) {
            KmsClient kms = user.kms(coffer.home());
            refused(
                    400,
                    "AccessDeniedException",
                    () -> kms.generateDataKey(g -> g.keyId(key).keySpec("AES_256")));
        }
        JsonNode record =
                Records.await(coffer, coffer.home(), LookupAttributeKey.USERNAME, name, named("GenerateDataKey"));
        assertThat(record.path("errorCode").asText()).isIn("AccessDenied", "AccessDeniedException");
        assertThat(record.path("errorMessage").asText()).contains("is not authorized to perform");
        assertThat(record.at("/userIdentity/type").asText()).isEqualTo("IAMUser");
        assertThat(record.at("/userIdentity/userName").asText()).isEqualTo(name);
        assertThat(record.at("/userIdentity/principalId").asText()).startsWith("AIDA");
        assertThat(record.at("/userIdentity/accessKeyId").asText()).isEqualTo(credentials.accessKeyId());
    }

    @Test
    void no_record_tells_a_secret() {
        String plaintext = "very secret " + Unique.name();
        var encrypted = coffer.kms().encrypt(e -> e.keyId(key).plaintext(SdkBytes.fromUtf8String(plaintext)));
        var generated = coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
        String all = Records.ofKey(coffer, coffer.home(), key).toString();
        java.util.Base64.Encoder base64 = java.util.Base64.getEncoder();
        assertThat(all)
                .contains("\"Encrypt\"")
                .doesNotContain(plaintext)
                .doesNotContain(base64.encodeToString(plaintext.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .doesNotContain(base64.encodeToString(encrypted.ciphertextBlob().asByteArray()))
                .doesNotContain(base64.encodeToString(generated.plaintext().asByteArray()))
                .doesNotContain(coffer.credentials().secretAccessKey());
    }

    @Test
    void events_can_be_looked_up_by_every_attribute() {
        coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
        JsonNode record =
                Records.await(coffer, coffer.home(), LookupAttributeKey.RESOURCE_NAME, key, named("GenerateDataKey"));
        String id = record.path("eventID").asText();
        Map<LookupAttributeKey, String> attributes = Map.of(
                LookupAttributeKey.EVENT_ID, id,
                LookupAttributeKey.EVENT_NAME, "GenerateDataKey",
                LookupAttributeKey.EVENT_SOURCE, "kms.amazonaws.com",
                LookupAttributeKey.READ_ONLY, "true",
                LookupAttributeKey.RESOURCE_TYPE, "AWS::KMS::Key",
                LookupAttributeKey.ACCESS_KEY_ID, coffer.credentials().accessKeyId());
        Instant since = Instant.parse(record.path("eventTime").asText()).minusSeconds(1);
        attributes.forEach((attribute, value) -> assertThat(coffer
                        .trail(coffer.home())
                        .lookupEventsPaginator(
                                by(attribute, value).startTime(since).build())
                        .events()
                        .stream()
                        .map(e -> e.eventId()))
                .as(attribute + " = " + value)
                .contains(id));
    }

    @Test
    void pages_are_newest_first_and_together_the_whole() {
        for (int i = 0; i < 7; i++) {
            coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
        }
        int all = Records.ofKey(coffer, coffer.home(), key).size();
        var events = coffer
                .trail(coffer.home())
                .lookupEventsPaginator(
                        by(LookupAttributeKey.RESOURCE_NAME, key).maxResults(3).build())
                .events()
                .stream()
                .toList();
        assertThat(events).extracting(e -> e.eventId()).doesNotHaveDuplicates();
        assertThat(events).extracting(e -> e.eventTime()).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(events.size()).isGreaterThanOrEqualTo(all);
    }

    @Test
    void time_bounds_are_kept() {
        coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
        Records.ofKey(coffer, coffer.home(), key);
        Instant future = Instant.now().plusSeconds(60);
        assertThat(coffer.trail(coffer.home())
                        .lookupEvents(by(LookupAttributeKey.RESOURCE_NAME, key)
                                .startTime(future)
                                .build())
                        .events())
                .isEmpty();
        assertThat(coffer.trail(coffer.home())
                        .lookupEvents(by(LookupAttributeKey.RESOURCE_NAME, key)
                                .endTime(Instant.now().minus(Duration.ofDays(1)))
                                .build())
                        .events())
                .isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused() {
        refused(
                400,
                "InvalidMaxResultsException",
                () -> coffer.trail(coffer.home()).lookupEvents(l -> l.maxResults(51)));
        refused(
                400,
                "InvalidTimeRangeException",
                () -> coffer.trail(coffer.home())
                        .lookupEvents(l ->
                                l.startTime(Instant.now()).endTime(Instant.now().minusSeconds(60))));
        refused(
                400,
                "InvalidNextTokenException",
                () -> coffer.trail(coffer.home()).lookupEvents(l -> l.nextToken("nonsense")));
    }

    @Test
    void regions_and_accounts_have_trails_of_their_own() {
        coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
        Records.ofKey(coffer, coffer.home(), key);
        assertThat(Records.lookup(coffer, coffer.away(), LookupAttributeKey.RESOURCE_NAME, key))
                .isEmpty();
        Deployment other =
                new Deployment(coffer.endpoint(), coffer.newAccount(), List.of(coffer.home(), coffer.away()), "");
        try (other) {
            assertThat(Records.lookup(other, coffer.home(), LookupAttributeKey.RESOURCE_NAME, key))
                    .isEmpty();
        }
    }

    @Test
    void bucket_level_calls_are_management_events_and_object_level_ones_are_not_there() {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putObject(
                        p -> p.bucket(bucket).key("k"), software.amazon.awssdk.core.sync.RequestBody.fromString("x"));
        coffer.s3().putBucketVersioning(v -> v.bucket(bucket).versioningConfiguration(c -> c.status("Enabled")));
        JsonNode last = Records.await(
                coffer, coffer.home(), LookupAttributeKey.RESOURCE_NAME, bucket, named("PutBucketVersioning"));
        assertThat(last.path("eventSource").asText()).isEqualTo("s3.amazonaws.com");
        assertThat(last.at("/requestParameters/bucketName").asText()).isEqualTo(bucket);
        assertThat(Records.lookup(coffer, coffer.home(), LookupAttributeKey.RESOURCE_NAME, bucket))
                .extracting(r -> r.path("eventName").asText())
                .contains("CreateBucket")
                .doesNotContain("PutObject");
    }
}
