package dev.coffer.gateway.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.CreateBucket;
import dev.coffer.storage.api.DeleteBucket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** The AWS SDK for Java v2 against the edge. */
class S3EdgeTest extends S3EdgeFixture {
    private S3Client s3;

    @BeforeEach
    void bucket() {
        s3 = client();
        s3.createBucket(b -> b.bucket("bucket"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 65_536, 1_000_000})
    void an_object_comes_back_as_it_was_put(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        PutObjectResponse put = s3.putObject(
                b -> b.bucket("bucket")
                        .key("a/b c+d")
                        .contentType("text/x-test")
                        .cacheControl("no-cache")
                        .metadata(Map.of("Colour", "blue")),
                RequestBody.fromBytes(bytes));
        assertThat(put.eTag()).startsWith("\"").hasSize(34);
        assertThat(put.checksumCRC32()).isNotNull();
        assertThat(put.serverSideEncryptionAsString()).isEqualTo("AES256");
        assertThat(put.responseMetadata().requestId()).hasSize(16);
        ResponseBytes<GetObjectResponse> got =
                s3.getObjectAsBytes(b -> b.bucket("bucket").key("a/b c+d"));
        assertThat(got.asByteArray()).isEqualTo(bytes);
        assertThat(got.response().contentType()).isEqualTo("text/x-test");
        assertThat(got.response().cacheControl()).isEqualTo("no-cache");
        assertThat(got.response().contentEncoding()).isNull();
        assertThat(got.response().metadata()).isEqualTo(Map.of("colour", "blue"));
        assertThat(got.response().lastModified()).isEqualTo("2026-11-01T10:00:05Z");
    }

    @ParameterizedTest
    @EnumSource(names = {"CRC32", "CRC32_C", "CRC64_NVME", "SHA1", "SHA256"})
    void every_checksum_is_verified_kept_and_given_back(ChecksumAlgorithm algorithm) {
        s3.putObject(
                b -> b.bucket("bucket").key("k").checksumAlgorithm(algorithm), RequestBody.fromString("hello world"));
        GetObjectResponse got = s3.getObjectAsBytes(
                        b -> b.bucket("bucket").key("k").checksumMode(ChecksumMode.ENABLED))
                .response();
        String value = switch (algorithm) {
            case CRC32 -> got.checksumCRC32();
            case CRC32_C -> got.checksumCRC32C();
            case CRC64_NVME -> got.checksumCRC64NVME();
            case SHA1 -> got.checksumSHA1();
            default -> got.checksumSHA256();
        };
        assertThat(value).isNotNull();
        assertThat(got.checksumTypeAsString()).isEqualTo("FULL_OBJECT");
    }

    @Test
    void a_wrong_checksum_leaves_nothing_visible() {
        assertThatThrownBy(() -> s3.putObject(
                        b -> b.bucket("bucket").key("k").checksumSHA256("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="),
                        RequestBody.fromString("not test")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("BadDigest"));
        assertThat(storage.keys("bucket")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/leading",
                "a//b",
                "a/../b",
                "./x",
                "trailing/",
                "sp ace+plus%25",
                "\u00FCml\u00E4ut/\u65E5\u672C",
                "emoji-\uD83D\uDE00",
                "!-_.*'()&$@=;:+ ,?\\{}^`[]\"<>~#|"
            })
    void keys_are_what_they_are(String key) {
        s3.putObject(b -> b.bucket("bucket").key(key), RequestBody.fromString(key));
        assertThat(storage.keys("bucket")).containsExactly(key);
        assertThat(s3.getObjectAsBytes(b -> b.bucket("bucket").key(key)).asUtf8String())
                .isEqualTo(key);
        assertThat(s3.listObjectsV2(b -> b.bucket("bucket")).contents())
                .extracting(S3Object::key)
                .containsExactly(key);
        s3.deleteObject(b -> b.bucket("bucket").key(key));
        assertThat(storage.keys("bucket")).isEmpty();
    }

    @Test
    void ranges_are_partial_content() {
        s3.putObject(b -> b.bucket("bucket").key("k"), RequestBody.fromString("0123456789"));
        ResponseBytes<GetObjectResponse> got =
                s3.getObjectAsBytes(b -> b.bucket("bucket").key("k").range("bytes=2-4"));
        assertThat(got.asUtf8String()).isEqualTo("234");
        assertThat(got.response().contentRange()).isEqualTo("bytes 2-4/10");
        assertThat(got.response().sdkHttpResponse().statusCode()).isEqualTo(206);
        assertThat(s3.getObjectAsBytes(b -> b.bucket("bucket").key("k").range("bytes=-3"))
                        .asUtf8String())
                .isEqualTo("789");
    }

    @Test
    void listings_page_through_tokens() {
        List<String> keys = List.of("a", "b", "c d", "e", "f");
        keys.forEach(k -> s3.putObject(b -> b.bucket("bucket").key(k), RequestBody.fromString(k)));
        assertThat(s3.listObjectsV2Paginator(b -> b.bucket("bucket").maxKeys(2)).contents().stream()
                        .map(S3Object::key))
                .containsExactlyElementsOf(keys);
        assertThat(s3.listObjects(b -> b.bucket("bucket").marker("b")).contents())
                .extracting(S3Object::key)
                .containsExactly("c d", "e", "f");
        assertThatThrownBy(() -> s3.listObjectsV2(b -> b.bucket("bucket").continuationToken("!")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("InvalidArgument"));
    }

    @Test
    void many_objects_are_deleted_in_one_request() {
        s3.putObject(b -> b.bucket("bucket").key("a"), RequestBody.fromString("a"));
        s3.putObject(b -> b.bucket("bucket").key("locked\r"), RequestBody.fromString("b"));
        var result = s3.deleteObjects(b -> b.bucket("bucket")
                .delete(d -> d.objects(
                        ObjectIdentifier.builder().key("a").build(),
                        ObjectIdentifier.builder().key("locked\r").build())));
        assertThat(result.deleted())
                .singleElement()
                .satisfies(d -> assertThat(d.key()).isEqualTo("a"));
        assertThat(result.errors()).singleElement().satisfies(e -> {
            assertThat(e.key()).isEqualTo("locked\r");
            assertThat(e.code()).isEqualTo("AccessDenied");
        });
        assertThat(storage.keys("bucket")).containsExactly("locked\r");
    }

    @Test
    void what_is_missing_is_said_with_its_own_error() {
        assertThatThrownBy(() -> s3.getObject(b -> b.bucket("bucket").key("none")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.headObject(b -> b.bucket("bucket").key("none")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.listObjectsV2(b -> b.bucket("missing"))).isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void presigned_urls_work_without_credentials() throws Exception {
        s3.putObject(b -> b.bucket("bucket").key("k e+y"), RequestBody.fromString("presigned"));
        try (S3Presigner presigner = presigner()) {
            PresignedGetObjectRequest get = presigner.presignGetObject(b -> b.signatureDuration(Duration.ofMinutes(5))
                    .getObjectRequest(r -> r.bucket("bucket")
                            .key("k e+y")
                            .responseContentDisposition("attachment; filename=\"x y\"")));
            HttpResponse<String> answer = send(HttpRequest.newBuilder(get.url().toURI()));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("presigned");
            assertThat(answer.headers().firstValue("content-disposition")).contains("attachment; filename=\"x y\"");

            PresignedPutObjectRequest put = presigner.presignPutObject(b -> b.signatureDuration(Duration.ofMinutes(5))
                    .putObjectRequest(r -> r.bucket("bucket").key("put")));
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(put.url().toURI()).PUT(HttpRequest.BodyPublishers.ofString("by url"));
            assertThat(send(request).statusCode()).isEqualTo(200);
            assertThat(storage.keys("bucket")).contains("put");

            clockOffset.set(Duration.ofMinutes(6));
            HttpResponse<String> late = send(HttpRequest.newBuilder(get.url().toURI()));
            assertThat(late.statusCode()).isEqualTo(403);
            assertThat(late.body()).contains("<Message>Request has expired</Message>", "<X-Amz-Expires>300<");
        }
    }

    @Test
    void a_presigned_url_that_was_changed_is_refused() throws Exception {
        try (S3Presigner presigner = presigner()) {
            String url = presigner
                    .presignGetObject(b -> b.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(r -> r.bucket("bucket").key("k")))
                    .url()
                    .toString();
            for (String changed : List.of(
                    url.replace("/bucket/k", "/bucket/other"),
                    url.replace("X-Amz-Expires=300", "X-Amz-Expires=3000"),
                    url + "&versionId=1")) {
                HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(changed)));
                assertThat(answer.statusCode()).as(changed).isEqualTo(403);
                assertThat(answer.body()).contains("<Code>SignatureDoesNotMatch</Code>");
            }
            HttpResponse<String> tooLong =
                    send(HttpRequest.newBuilder(URI.create(url.replace("Expires=300", "Expires=604801"))));
            assertThat(tooLong.statusCode()).isEqualTo(400);
            assertThat(tooLong.body()).contains("AuthorizationQueryParametersError");
        }
    }

    @Test
    void wrong_signatures_unknown_keys_and_skewed_clocks_are_told_apart() {
        S3Client wrongSecret = builder("us-east-1", KEY_ID, SECRET + "x").build();
        assertThatThrownBy(() -> wrongSecret.listBuckets()).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(code(e)).isEqualTo("SignatureDoesNotMatch");
            assertThat(e.statusCode()).isEqualTo(403);
        });
        S3Client unknown = builder("us-east-1", "AKIAUNKNOWNUNKNOWN00", SECRET).build();
        assertThatThrownBy(() -> unknown.listBuckets())
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("InvalidAccessKeyId"));
        clockOffset.set(Duration.ofMinutes(16));
        assertThatThrownBy(() -> s3.listBuckets())
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("RequestTimeTooSkewed"));
        clockOffset.set(Duration.ofMinutes(-14));
        assertThat(client().listBuckets().buckets()).hasSize(1);
    }

    @Test
    void anonymous_requests_reach_storage_as_nobody_and_lists_of_buckets_are_denied() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(endpoint().resolve("/")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>AccessDenied</Code>", "<RequestId>", "<HostId>");
    }

    @Test
    void a_client_of_the_wrong_region_is_told_the_right_one() {
        client("eu-west-1").createBucket(b -> b.bucket("irish"));
        assertThatThrownBy(() -> s3.listObjectsV2(b -> b.bucket("irish")))
                .isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(code(e)).isEqualTo("AuthorizationHeaderMalformed");
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
                            .contains("eu-west-1");
                });
        S3Client follows = builder("us-east-1", KEY_ID, SECRET)
                .crossRegionAccessEnabled(true)
                .build();
        follows.putObject(b -> b.bucket("irish").key("k"), RequestBody.fromString("x"));
        assertThat(follows.getObjectAsBytes(b -> b.bucket("irish").key("k")).asUtf8String())
                .isEqualTo("x");
        HeadBucketResponse head = client("eu-west-1").headBucket(b -> b.bucket("irish"));
        assertThat(head.bucketRegion()).isEqualTo("eu-west-1");
        assertThat(s3.getBucketLocation(b -> b.bucket("irish")).locationConstraintAsString())
                .as("us-east-1 may ask where any bucket is")
                .isEqualTo("eu-west-1");
    }

    @Test
    void buckets_are_created_where_the_client_says_and_owned_once() {
        assertThatThrownBy(() -> client("eu-west-1").createBucket(b -> b.bucket("bucket")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("BucketAlreadyOwnedByYou"));
        s3.createBucket(b -> b.bucket("bucket"));
        s3.createBucket(b -> b.bucket("far").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        assertThat(s3.listBuckets().buckets())
                .extracting(b -> b.name() + " " + b.bucketRegion())
                .containsExactly("bucket us-east-1", "far eu-west-1");
        assertThatThrownBy(() -> s3.createBucket(
                        b -> b.bucket("nowhere").createBucketConfiguration(c -> c.locationConstraint("xx"))))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("InvalidLocationConstraint"));
        assertThat(directory.find(new BucketName("far"))).isPresent();
        client("eu-west-1").deleteBucket(b -> b.bucket("far"));
        assertThat(s3.listBuckets().buckets()).hasSize(1);
    }

    @Test
    void a_bucket_in_use_is_not_hidden_by_an_attempt_to_delete_it() {
        s3.putObject(b -> b.bucket("bucket").key("k"), RequestBody.fromString("x"));
        assertThatThrownBy(() -> s3.deleteBucket(b -> b.bucket("bucket")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("BucketNotEmpty"));
        assertThat(storage.calls).noneMatch(DeleteBucket.class::isInstance);
    }

    @Test
    void the_encryption_floor_of_a_bucket_is_a_signed_header() {
        s3.createBucket(
                b -> b.bucket("plain").overrideConfiguration(c -> c.putHeader("x-coffer-encryption-floor", "none")));
        assertThat(storage.calls)
                .filteredOn(CreateBucket.class::isInstance)
                .last()
                .isEqualTo(new CreateBucket(new BucketName("plain"), Optional.of("none"), Map.of()));
    }

    @Test
    void settings_that_nobody_set_are_not_configured_and_setting_them_is_not_implemented() {
        assertThatThrownBy(() -> s3.getBucketPolicy(b -> b.bucket("bucket")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("NoSuchBucketPolicy"));
        assertThat(s3.getBucketLogging(b -> b.bucket("bucket")).loggingEnabled())
                .isNull();
        assertThat(s3.getBucketAcl(b -> b.bucket("bucket")).grants())
                .singleElement()
                .satisfies(g -> assertThat(g.permissionAsString()).isEqualTo("FULL_CONTROL"));
        assertThat(s3.getBucketRequestPayment(b -> b.bucket("bucket")).payerAsString())
                .isEqualTo("BucketOwner");
        assertThatThrownBy(() -> s3.putBucketPolicy(b -> b.bucket("bucket").policy("{}")))
                .isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(code(e)).isEqualTo("NotImplemented");
                    assertThat(e.statusCode()).isEqualTo(501);
                });
    }

    @Test
    void metadata_over_2_kib_and_keys_over_1024_bytes_are_refused() {
        assertThatThrownBy(() -> s3.putObject(
                        b -> b.bucket("bucket").key("k").metadata(Map.of("a", "x".repeat(2048))),
                        RequestBody.fromString("x")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("MetadataTooLarge"));
        assertThatThrownBy(() ->
                        s3.putObject(b -> b.bucket("bucket").key("\u00E9".repeat(513)), RequestBody.fromString("x")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(code(e)).isEqualTo("KeyTooLongError"));
        assertThat(storage.keys("bucket")).isEmpty();
    }

    private S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, SECRET)))
                .build();
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        }
    }

    static String code(S3Exception e) {
        return e.awsErrorDetails().errorCode();
    }
}
