package dev.coffer.conformance.s3;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Credentials;
import dev.coffer.cli.aws.Clients;
import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Policies;
import dev.coffer.conformance.support.Records;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The claims about bucket keys, each proven by the audit trail. */
@Conformance
class BucketKeysTest {
    private static final int OBJECTS = 25;
    private final Deployment coffer;
    private final String key;
    private final String bucket;

    BucketKeysTest(Deployment coffer) {
        this.coffer = coffer;
        this.key = coffer.newKey(coffer.home());
        this.bucket = bucket(true);
    }

    private String bucket(boolean bucketKey) {
        String name = coffer.newBucket();
        coffer.s3()
                .putBucketEncryption(e -> e.bucket(name)
                        .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                                .applyServerSideEncryptionByDefault(
                                        d -> d.sseAlgorithm("aws:kms").kmsMasterKeyID(key))
                                .bucketKeyEnabled(bucketKey)
                                .build())));
        return name;
    }

    private static void put(S3Client s3, String bucket, int number) {
        s3.putObject(p -> p.bucket(bucket).key("k" + number), RequestBody.fromBytes(Bytes.of(1000 + number)));
    }

    private static byte[] get(S3Client s3, String bucket, int number) {
        return s3.getObjectAsBytes(g -> g.bucket(bucket).key("k" + number)).asByteArray();
    }

    private List<JsonNode> calls(String eventName) {
        return Records.ofKey(coffer, coffer.home(), key, eventName);
    }

    @Test
    void many_objects_by_one_requester_make_one_generate_data_key_and_a_second_requesters_reads_one_decrypt() {
        IntStream.range(0, OBJECTS).forEach(i -> put(coffer.s3(), bucket, i));
        try (Clients reader = coffer.as(coffer.newUser(Policies.allow("s3:GetObject", "kms:Decrypt")))) {
            IntStream.range(0, OBJECTS)
                    .forEach(i ->
                            assertThat(get(reader.s3(coffer.home()), bucket, i)).isEqualTo(Bytes.of(1000 + i)));
        }
        assertThat(calls("GenerateDataKey")).hasSize(1);
        assertThat(calls("Decrypt")).hasSize(1);
        assertThat(Records.ofKey(coffer, coffer.home(), key))
                .filteredOn(record -> !record.path("eventName").asText().equals("CreateKey"))
                .allSatisfy(record -> assertThat(Records.contextArn(record)).isEqualTo("arn:aws:s3:::" + bucket));
    }

    @Test
    void without_bucket_keys_every_object_makes_its_own_calls_with_its_own_arn() {
        String standard = bucket(false);
        for (int i = 0; i < 3; i++) {
            put(coffer.s3(), standard, i);
            get(coffer.s3(), standard, i);
        }
        assertThat(calls("GenerateDataKey"))
                .extracting(Records::contextArn)
                .containsExactlyInAnyOrder(
                        "arn:aws:s3:::" + standard + "/k0",
                        "arn:aws:s3:::" + standard + "/k1",
                        "arn:aws:s3:::" + standard + "/k2");
        assertThat(calls("Decrypt")).hasSize(3);
    }

    @Test
    void many_concurrent_first_writes_share_one_call() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> writes = executor.invokeAll(IntStream.range(0, 100)
                    .<Callable<Object>>mapToObj(i -> () -> {
                        put(coffer.s3(), bucket, i);
                        return i;
                    })
                    .toList());
            for (Future<Object> write : writes) {
                write.get();
            }
        }
        assertThat(calls("GenerateDataKey")).hasSize(1);
    }

    @Test
    void each_requester_asks_kms_once() {
        put(coffer.s3(), bucket, 0);
        try (Clients one = coffer.as(coffer.newUser(Policies.allow("*")));
                Clients two = coffer.as(coffer.newUser(Policies.allow("*")))) {
            for (int i = 0; i < 3; i++) {
                get(one.s3(coffer.home()), bucket, 0);
                get(two.s3(coffer.home()), bucket, 0);
            }
        }
        assertThat(calls("Decrypt"))
                .extracting(r -> r.path("userIdentity").path("arn").asText())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void a_requester_whom_kms_denies_is_denied_although_others_have_the_bucket_key() {
        put(coffer.s3(), bucket, 0);
        get(coffer.s3(), bucket, 0);
        Credentials denied = coffer.newUser(Policies.allBut("kms:*"));
        try (Clients clients = coffer.as(denied)) {
            S3Client s3 = clients.s3(coffer.home());
            refused(403, "AccessDenied", () -> get(s3, bucket, 0));
            refused(403, "AccessDenied", () -> put(s3, bucket, 1));
            refused(404, "NoSuchKey", () -> get(coffer.s3(), bucket, 1));
        }
        assertThat(Records.ofKey(coffer, coffer.home(), key))
                .filteredOn(r -> r.has("errorCode"))
                .extracting(r -> r.path("eventName").asText())
                .contains("Decrypt", "GenerateDataKey");
    }

    @Test
    void who_may_only_write_cannot_read_what_it_wrote() {
        Credentials writer = coffer.newUser(Policies.allow("s3:*", "kms:GenerateDataKey"));
        try (Clients clients = coffer.as(writer)) {
            S3Client s3 = clients.s3(coffer.home());
            put(s3, bucket, 0);
            refused(403, "AccessDenied", () -> get(s3, bucket, 0));
        }
        assertThat(get(coffer.s3(), bucket, 0)).isEqualTo(Bytes.of(1000));
    }

    @Test
    void the_admin_api_shows_and_flushes_live_bucket_keys() {
        put(coffer.s3(), bucket, 0);
        JsonNode live = coffer.admin().get("/bucket-keys", Map.of("bucket", bucket));
        assertThat(live.path("keys")).hasSize(1);
        assertThat(live.path("keys").path(0).path("kmsKeyArn").asText()).isEqualTo(key);
        coffer.admin().delete("/bucket-keys", Map.of("bucket", bucket));
        assertThat(coffer.admin().get("/bucket-keys", Map.of("bucket", bucket)).path("keys"))
                .isEmpty();
        put(coffer.s3(), bucket, 1);
        assertThat(calls("GenerateDataKey")).hasSize(2);
        assertThat(get(coffer.s3(), bucket, 0)).isEqualTo(Bytes.of(1000));
    }

    @Test
    void a_disabled_key_bites_at_once_after_a_flush() {
        put(coffer.s3(), bucket, 0);
        coffer.kms().disableKey(d -> d.keyId(key));
        coffer.admin().delete("/bucket-keys", Map.of("bucket", bucket));
        refused(400, "KMS.DisabledException", () -> put(coffer.s3(), bucket, 1));
        refused(400, "KMS.DisabledException", () -> get(coffer.s3(), bucket, 0));
        coffer.kms().enableKey(d -> d.keyId(key));
        assertThat(get(coffer.s3(), bucket, 0)).isEqualTo(Bytes.of(1000));
    }

    @Test
    void the_record_of_a_call_that_s3_made_names_the_requester_and_the_s3_request() {
        String request = coffer.s3()
                .putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("x"))
                .responseMetadata()
                .requestId();
        JsonNode record = calls("GenerateDataKey").getFirst();
        assertThat(record.at("/additionalEventData/s3RequestId").asText()).isEqualTo(request);
        assertThat(record.at("/userIdentity/invokedBy").asText()).isEqualTo("fas.s3.amazonaws.com");
        assertThat(record.at("/userIdentity/accessKeyId").asText())
                .isEqualTo(coffer.credentials().accessKeyId());
        assertThat(record.at("/sourceIPAddress").asText()).isEqualTo("fas.s3.amazonaws.com");
        assertThat(record.at("/userAgent").asText()).isEqualTo("fas.s3.amazonaws.com");
        assertThat(record.at("/requestParameters/keySpec").asText()).isEqualTo("AES_256");
        assertThat(record.at("/resources/0/ARN").asText()).isEqualTo(key);
        assertThat(record.at("/readOnly").asBoolean()).isTrue();
        assertThat(record.has("tlsDetails")).isFalse();
    }
}
