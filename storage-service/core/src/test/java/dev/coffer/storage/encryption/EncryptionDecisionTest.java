package dev.coffer.storage.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.EncryptionConfiguration;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.bucket.EncryptionFloor;
import dev.coffer.storage.encryption.EncryptionPlan.Plaintext;
import dev.coffer.storage.encryption.EncryptionPlan.SseKms;
import dev.coffer.storage.encryption.EncryptionPlan.SseS3;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionDecisionTest {
    private static final Region REGION = new Region("us-east-1");
    private static final String KEY = "arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final EncryptionRequest NOTHING = EncryptionRequest.NONE;
    private static final EncryptionPlan PLAINTEXT = new Plaintext();
    private static final EncryptionPlan SSE_S3 = new SseS3();

    record Case(
            EncryptionRequest request,
            Optional<EncryptionConfiguration> bucket,
            EncryptionFloor floor,
            EncryptionPlan expected) {}

    static Stream<Case> cases() {
        @Nullable EncryptionConfiguration none = null;
        EncryptionConfiguration s3 = new EncryptionConfiguration("AES256", Optional.empty(), false, Set.of());
        EncryptionConfiguration kmsKey = new EncryptionConfiguration("aws:kms", Optional.of(KEY), false, Set.of());
        EncryptionConfiguration kmsBucketKey = new EncryptionConfiguration("aws:kms", Optional.of(KEY), true, Set.of());
        EncryptionConfiguration kmsNoKey = new EncryptionConfiguration("aws:kms", Optional.empty(), true, Set.of());
        return Stream.of(
                // nothing said: the bucket's default, else the floor
                of(NOTHING, none, EncryptionFloor.NONE, PLAINTEXT),
                of(NOTHING, none, EncryptionFloor.AES256, SSE_S3),
                of(NOTHING, s3, EncryptionFloor.NONE, SSE_S3),
                of(NOTHING, kmsKey, EncryptionFloor.NONE, kms(KEY, false)),
                of(NOTHING, kmsBucketKey, EncryptionFloor.AES256, kms(KEY, true)),
                of(NOTHING, kmsNoKey, EncryptionFloor.AES256, kms("alias/aws/s3", true)),
                // the request outweighs the bucket
                of(request("AES256", null, null), kmsBucketKey, EncryptionFloor.NONE, SSE_S3),
                of(request("AES256", null, null), none, EncryptionFloor.NONE, SSE_S3),
                of(request("aws:kms", "alias/mine", null), s3, EncryptionFloor.NONE, kms("alias/mine", false)),
                // SSE-KMS without a key is the requester's alias/aws/s3, also where the bucket names a key
                of(request("aws:kms", null, null), kmsKey, EncryptionFloor.NONE, kms("alias/aws/s3", false)),
                // the bucket-key flag: the request's, else the bucket's, whoever named the key
                of(request("aws:kms", KEY, null), kmsBucketKey, EncryptionFloor.NONE, kms(KEY, true)),
                of(request("aws:kms", null, null), kmsBucketKey, EncryptionFloor.NONE, kms("alias/aws/s3", true)),
                of(request("aws:kms", KEY, false), kmsBucketKey, EncryptionFloor.NONE, kms(KEY, false)),
                of(request("aws:kms", KEY, true), none, EncryptionFloor.NONE, kms(KEY, true)),
                of(request(null, null, true), kmsKey, EncryptionFloor.NONE, kms(KEY, true)),
                of(request(null, null, false), kmsBucketKey, EncryptionFloor.NONE, kms(KEY, false)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_request_decides_then_the_bucket_then_the_floor(Case c) {
        assertThat(EncryptionDecision.decide(c.request(), c.bucket(), c.floor(), REGION, false))
                .isEqualTo(c.expected());
    }

    static Stream<EncryptionRequest> contradictions() {
        return Stream.of(
                request("AES256", KEY, null),
                request("AES256", null, true),
                request("AES256", null, false),
                request(null, KEY, null),
                request(null, null, true),
                request("aws:fse", null, null),
                request("aes256", null, null),
                withContext("AES256", "{}"),
                withContext(null, "{}"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void headers_that_do_not_go_together_are_invalid_arguments(EncryptionRequest request) {
        assertThatThrownBy(() ->
                        EncryptionDecision.decide(request, Optional.empty(), EncryptionFloor.AES256, REGION, false))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code()).isEqualTo("InvalidArgument");
                    assertThat(e.status()).isEqualTo(400);
                });
    }

    @Test
    void the_requests_context_goes_along_with_the_buckets_key() {
        EncryptionConfiguration kms = new EncryptionConfiguration("aws:kms", Optional.of(KEY), true, Set.of());

        EncryptionPlan plan = EncryptionDecision.decide(
                withContext(null, "{\"team\":\"a\u00e9\\n\",\"x\":\"\"}"),
                Optional.of(kms),
                EncryptionFloor.NONE,
                REGION,
                false);

        assertThat(plan).isEqualTo(new SseKms(KEY, Map.of("team", "a\u00e9\n", "x", ""), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"a\"",
                "{\"a\":1}",
                "{\"a\":null}",
                "{\"a\":{\"b\":\"c\"}}",
                "{\"a\":[\"b\"]}",
                "{\"a\":\"b\"",
                "{\"a\":\"b\"}{}",
                "{\"a\":\"b\",\"a\":\"c\"}",
                "{\"aws:s3:arn\":\"arn:aws:s3:::other/key\"}"
            })
    void a_context_that_is_not_a_flat_object_of_strings_is_an_invalid_argument(String json) {
        refused(withContext("aws:kms", json));
    }

    @Test
    void a_context_that_is_not_base64_of_utf8_or_too_long_is_an_invalid_argument() {
        byte[] notUtf8 = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'};
        for (String header : List.of(
                "%%%", Base64.getEncoder().encodeToString(notUtf8), base64("{\"a\":\"" + "x".repeat(7000) + "\"}"))) {
            refused(new EncryptionRequest(
                    Optional.of("aws:kms"), Optional.empty(), Optional.of(header), Optional.empty()));
        }
    }

    @Test
    void sse_kms_needs_somebody_who_asks() {
        assertThatThrownBy(() -> EncryptionDecision.decide(
                        request("aws:kms", null, null), Optional.empty(), EncryptionFloor.NONE, REGION, true))
                .hasMessageContaining("Signature Version 4");
    }

    @Test
    void a_key_of_another_region_is_not_found() {
        assertThatThrownBy(() -> EncryptionDecision.decide(
                        request("aws:kms", KEY, null),
                        Optional.empty(),
                        EncryptionFloor.NONE,
                        new Region("eu-west-1"),
                        false))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code()).isEqualTo("KMS.NotFoundException");
                    assertThat(e.text()).isEqualTo("Invalid arn us-east-1");
                });
    }

    @Test
    void dual_layer_encryption_is_not_implemented() {
        assertThatThrownBy(() -> EncryptionDecision.decide(
                        request("aws:kms:dsse", null, null), Optional.empty(), EncryptionFloor.NONE, REGION, false))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("NotImplemented"));
    }

    private static void refused(EncryptionRequest request) {
        assertThatThrownBy(() ->
                        EncryptionDecision.decide(request, Optional.empty(), EncryptionFloor.AES256, REGION, false))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidArgument"));
    }

    private static Case of(
            EncryptionRequest request,
            @Nullable EncryptionConfiguration bucket,
            EncryptionFloor floor,
            EncryptionPlan expected) {
        return new Case(request, Optional.ofNullable(bucket), floor, expected);
    }

    private static EncryptionPlan kms(String key, boolean bucketKey) {
        return new SseKms(key, Map.of(), bucketKey);
    }

    private static EncryptionRequest request(@Nullable String type, @Nullable String key, @Nullable Boolean bucketKey) {
        return new EncryptionRequest(
                Optional.ofNullable(type), Optional.ofNullable(key), Optional.empty(), Optional.ofNullable(bucketKey));
    }

    private static EncryptionRequest withContext(@Nullable String type, String json) {
        return new EncryptionRequest(
                Optional.ofNullable(type), Optional.empty(), Optional.of(base64(json)), Optional.empty());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
