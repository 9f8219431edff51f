package dev.coffer.conformance.s3;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.cli.Json;
import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.RawRequest;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Which encryption a new object gets: request, then bucket default, then region floor. */
@Conformance
class EncryptionTest {
    private final Deployment coffer;

    EncryptionTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private PutObjectResponse put(String bucket, Consumer<PutObjectRequest.Builder> with) {
        return coffer.s3()
                .putObject(
                        p -> {
                            p.bucket(bucket).key("k");
                            with.accept(p);
                        },
                        RequestBody.fromString("x"));
    }

    private HeadObjectResponse head(String bucket) {
        return coffer.s3().headObject(h -> h.bucket(bucket).key("k"));
    }

    private void defaultKms(String bucket, String key, boolean bucketKey) {
        coffer.s3()
                .putBucketEncryption(e -> e.bucket(bucket)
                        .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                                .applyServerSideEncryptionByDefault(
                                        d -> d.sseAlgorithm("aws:kms").kmsMasterKeyID(key))
                                .bucketKeyEnabled(bucketKey)
                                .build())));
    }

    @Test
    void without_any_setting_the_floor_decides() {
        String bucket = coffer.newBucket();
        assertThat(put(bucket, p -> {}).serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        var rule = coffer.s3()
                .getBucketEncryption(e -> e.bucket(bucket))
                .serverSideEncryptionConfiguration()
                .rules()
                .getFirst();
        assertThat(rule.applyServerSideEncryptionByDefault().sseAlgorithm()).isEqualTo(ServerSideEncryption.AES256);
        assertThat(rule.bucketKeyEnabled()).isFalse();
    }

    @Test
    void a_bucket_made_with_floor_none_stores_plaintext() {
        String bucket = coffer.newPlaintextBucket(coffer.home());
        PutObjectResponse put = put(bucket, p -> {});
        assertThat(put.serverSideEncryption()).isNull();
        assertThat(put.eTag())
                .isEqualTo("\"" + Bytes.md5("x".getBytes(java.nio.charset.StandardCharsets.UTF_8)) + "\"");
        assertThat(head(bucket).serverSideEncryption()).isNull();
        refused(
                404,
                "ServerSideEncryptionConfigurationNotFoundError",
                () -> coffer.s3().getBucketEncryption(e -> e.bucket(bucket)));
    }

    @Test
    void the_bucket_default_wins_over_the_floor() {
        String bucket = coffer.newPlaintextBucket(coffer.home());
        String key = coffer.newKey(coffer.home());
        defaultKms(bucket, key, true);
        PutObjectResponse put = put(bucket, p -> {});
        assertThat(put.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
        assertThat(put.ssekmsKeyId()).isEqualTo(key);
        assertThat(put.bucketKeyEnabled()).isTrue();
        HeadObjectResponse head = head(bucket);
        assertThat(head.ssekmsKeyId()).isEqualTo(key);
        assertThat(head.bucketKeyEnabled()).isTrue();
    }

    @Test
    void the_request_wins_over_the_bucket_default() {
        String bucket = coffer.newBucket();
        defaultKms(bucket, coffer.newKey(coffer.home()), true);
        String other = coffer.newKey(coffer.home());
        assertThat(put(bucket, p -> p.serverSideEncryption("AES256")).serverSideEncryption())
                .isEqualTo(ServerSideEncryption.AES256);
        PutObjectResponse mine = put(
                bucket,
                p -> p.serverSideEncryption("aws:kms").ssekmsKeyId(other).bucketKeyEnabled(false));
        assertThat(mine.ssekmsKeyId()).isEqualTo(other);
        assertThat(mine.bucketKeyEnabled()).isNotEqualTo(true);
    }

    @Test
    void the_bucket_key_setting_is_the_buckets_where_the_request_is_silent() {
        String bucket = coffer.newBucket();
        String key = coffer.newKey(coffer.home());
        defaultKms(bucket, key, true);
        assertThat(put(bucket, p -> p.serverSideEncryption("aws:kms").ssekmsKeyId(key))
                        .bucketKeyEnabled())
                .isTrue();
    }

    @Test
    void kms_without_a_key_is_the_aws_managed_key() {
        String bucket = coffer.newBucket();
        defaultKms(bucket, coffer.newKey(coffer.home()), false);
        String key = put(bucket, p -> p.serverSideEncryption("aws:kms")).ssekmsKeyId();
        assertThat(coffer.kms()
                        .describeKey(d -> d.keyId("alias/aws/s3"))
                        .keyMetadata()
                        .arn())
                .isEqualTo(key);
        assertThat(coffer.kms().describeKey(d -> d.keyId(key)).keyMetadata().keyManagerAsString())
                .isEqualTo("AWS");
    }

    @Test
    void a_key_may_be_named_by_id_arn_and_alias() {
        String bucket = coffer.newBucket();
        String arn = coffer.newKey(coffer.home());
        String alias = "alias/" + bucket;
        coffer.kms().createAlias(a -> a.aliasName(alias).targetKeyId(arn));
        String aliasArn = arn.replaceAll("key/.*", alias);
        for (String name : new String[] {arn, arn.substring(arn.indexOf('/') + 1), alias, aliasArn}) {
            assertThat(put(bucket, p -> p.serverSideEncryption("aws:kms").ssekmsKeyId(name))
                            .ssekmsKeyId())
                    .as(name)
                    .isEqualTo(arn);
        }
    }

    @Test
    void an_etag_of_a_kms_object_is_not_its_md5_and_is_never_repeated() {
        String bucket = coffer.newBucket();
        String one = put(bucket, p -> p.serverSideEncryption("aws:kms")).eTag();
        String two = put(bucket, p -> p.serverSideEncryption("aws:kms")).eTag();
        assertThat(one).matches("\"[0-9a-f]{32}\"").isNotEqualTo(two);
        assertThat(one).isNotEqualTo("\"" + Bytes.md5(new byte[] {'x'}) + "\"");
    }

    @Test
    void a_changed_default_changes_nothing_that_is_there() {
        String bucket = coffer.newBucket();
        String first = coffer.newKey(coffer.home());
        defaultKms(bucket, first, false);
        put(bucket, p -> {});
        defaultKms(bucket, coffer.newKey(coffer.home()), true);
        assertThat(head(bucket).ssekmsKeyId()).isEqualTo(first);
        coffer.s3().deleteBucketEncryption(e -> e.bucket(bucket));
        assertThat(head(bucket).ssekmsKeyId()).isEqualTo(first);
        assertThat(put(bucket, p -> {}).serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
    }

    @Test
    void the_callers_context_is_authenticated_with_the_arn() {
        String bucket = coffer.newBucket();
        String context = Base64.getEncoder()
                .encodeToString(
                        Json.write(Map.of("project", "coffer")).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        put(bucket, p -> p.serverSideEncryption("aws:kms").ssekmsEncryptionContext(context));
        assertThat(coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key("k")).asUtf8String())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-server-side-encryption, rot13",
        "x-amz-server-side-encryption-aws-kms-key-id, alias/aws/s3",
        "x-amz-server-side-encryption-context, bm90IGpzb24="
    })
    void encryption_headers_that_make_no_sense_are_refused(String name, String value) {
        String bucket = coffer.newBucket();
        RawRequest request = new RawRequest(coffer, "PUT", "/" + bucket + "/k")
                .header(name, value)
                .body("x");
        if (name.endsWith("context")) {
            request.header("x-amz-server-side-encryption", "aws:kms");
        }
        assertThat(request.send().error()).isEqualTo("400 InvalidArgument");
        refused(
                404,
                "NoSuchKey",
                () -> coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key("k")));
    }

    @Test
    void a_key_id_with_aes256_is_refused() {
        String bucket = coffer.newBucket();
        refused(
                400,
                "InvalidArgument",
                () -> put(bucket, p -> p.serverSideEncryption("AES256").ssekmsKeyId("alias/aws/s3")));
    }

    @Test
    void a_reader_must_not_name_an_encryption() {
        String bucket = coffer.newBucket();
        put(bucket, p -> {});
        assertThat(new RawRequest(coffer, "GET", "/" + bucket + "/k")
                        .header("x-amz-server-side-encryption", "AES256")
                        .send()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_configuration_has_exactly_one_rule_and_no_key_for_aes256() {
        String bucket = coffer.newBucket();
        ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(d -> d.sseAlgorithm("AES256"))
                .build();
        refused(
                400,
                "MalformedXML",
                () -> coffer.s3()
                        .putBucketEncryption(
                                e -> e.bucket(bucket).serverSideEncryptionConfiguration(c -> c.rules(rule, rule))));
        refused(
                400,
                "InvalidArgument",
                () -> coffer.s3()
                        .putBucketEncryption(e -> e.bucket(bucket)
                                .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                                        .applyServerSideEncryptionByDefault(
                                                d -> d.sseAlgorithm("AES256").kmsMasterKeyID("alias/x"))
                                        .build()))));
    }

    @Test
    void a_default_key_is_echoed_as_it_was_given() {
        String bucket = coffer.newBucket();
        defaultKms(bucket, "alias/not-there-yet", false);
        assertThat(coffer.s3()
                        .getBucketEncryption(e -> e.bucket(bucket))
                        .serverSideEncryptionConfiguration()
                        .rules()
                        .getFirst()
                        .applyServerSideEncryptionByDefault()
                        .kmsMasterKeyID())
                .isEqualTo("alias/not-there-yet");
        refused(400, "KMS.NotFoundException", () -> put(bucket, p -> {}));
    }
}
