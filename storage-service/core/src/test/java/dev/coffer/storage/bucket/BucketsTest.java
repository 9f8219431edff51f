package dev.coffer.storage.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.CreateBucket;
import dev.coffer.storage.api.DeleteBucket;
import dev.coffer.storage.api.DeleteBucketEncryption;
import dev.coffer.storage.api.DeleteBucketTagging;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.EncryptionConfiguration;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.GetBucketEncryption;
import dev.coffer.storage.api.GetBucketLocation;
import dev.coffer.storage.api.GetBucketTagging;
import dev.coffer.storage.api.GetBucketVersioning;
import dev.coffer.storage.api.HeadBucket;
import dev.coffer.storage.api.ListObjects;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.PutBucketEncryption;
import dev.coffer.storage.api.PutBucketTagging;
import dev.coffer.storage.api.PutBucketVersioning;
import dev.coffer.storage.api.PutObjectTagging;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BucketsTest extends StorageTest {
    private static final AccountId STRANGER = new AccountId("222222222222");

    @Test
    void a_bucket_comes_is_found_and_goes() {
        BucketName bucket = bucket();
        call(new HeadBucket(bucket));
        assertThat(call(new GetBucketLocation(bucket)).region()).isEqualTo(REGION);

        call(new DeleteBucket(bucket));

        assertRefused(() -> call(new HeadBucket(bucket)), "NoSuchBucket", 404);
        assertRefused(() -> call(new DeleteBucket(bucket)), "NoSuchBucket", 404);
        assertRefused(() -> put(bucket, "k", ""), "NoSuchBucket", 404);
    }

    @Test
    void making_it_again_is_no_harm_for_its_owner_also_at_the_same_time_and_refused_to_others() throws Exception {
        BucketName bucket = new BucketName("b-" + UUID.randomUUID());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> made = IntStream.range(0, 8)
                    .<Future<Object>>mapToObj(
                            i -> threads.submit(() -> call(new CreateBucket(bucket, Optional.empty(), Map.of()))))
                    .toList();
            for (Future<Object> one : made) {
                one.get();
            }
        }

        assertRefused(
                () -> storage.call(new CreateBucket(bucket, Optional.empty(), Map.of()), REGION, root(STRANGER)),
                "BucketAlreadyExists",
                409);
    }

    @Test
    void a_bucket_with_any_version_in_it_stays() {
        BucketName bucket = versionedBucket();
        String version = put(bucket, "k", "").versionId().orElseThrow();
        DeleteObject.Result marker =
                call(new DeleteObject(bucket, new ObjectKey("k"), Optional.empty(), Optional.empty()));
        assertRefused(() -> call(new DeleteBucket(bucket)), "BucketNotEmpty", 409);

        for (String id : List.of(version, marker.versionId().orElseThrow())) {
            call(new DeleteObject(bucket, new ObjectKey("k"), Optional.of(id), Optional.empty()));
        }
        call(new DeleteBucket(bucket));
    }

    @Test
    void the_default_encryption_goes_back_to_the_floor() {
        BucketName plain = plaintextBucket();
        assertRefused(
                () -> call(new GetBucketEncryption(plain)), "ServerSideEncryptionConfigurationNotFoundError", 404);
        BucketName bucket = bucket();
        EncryptionConfiguration floor = new EncryptionConfiguration("AES256", Optional.empty(), false, Set.of());
        assertThat(call(new GetBucketEncryption(bucket))).isEqualTo(floor);

        EncryptionConfiguration kms =
                new EncryptionConfiguration("aws:kms", Optional.of("no key at all"), true, Set.of("SSE-C"));
        call(new PutBucketEncryption(bucket, kms));
        assertThat(call(new GetBucketEncryption(bucket))).isEqualTo(kms);

        call(new DeleteBucketEncryption(bucket));
        call(new DeleteBucketEncryption(bucket));
        assertThat(call(new GetBucketEncryption(bucket))).isEqualTo(floor);
    }

    @Test
    void a_key_id_with_aes256_is_refused() {
        BucketName bucket = bucket();
        assertRefused(
                () -> call(new PutBucketEncryption(
                        bucket, new EncryptionConfiguration("AES256", Optional.of("k"), false, Set.of()))),
                "InvalidArgument",
                400);
    }

    @Test
    void tags_and_versioning_are_kept() {
        BucketName bucket = bucket();
        assertRefused(() -> call(new GetBucketTagging(bucket)), "NoSuchTagSet", 404);
        call(new PutBucketTagging(bucket, Map.of("team", "storage")));
        assertThat(call(new GetBucketTagging(bucket)).tags()).isEqualTo(Map.of("team", "storage"));
        call(new DeleteBucketTagging(bucket));
        assertRefused(() -> call(new GetBucketTagging(bucket)), "NoSuchTagSet", 404);

        assertThat(call(new GetBucketVersioning(bucket)).versioning()).isEqualTo(Versioning.OFF);
        call(new PutBucketVersioning(bucket, Versioning.ENABLED));
        assertThat(call(new GetBucketVersioning(bucket)).versioning()).isEqualTo(Versioning.ENABLED);
    }

    @Test
    void others_and_nobody_get_nothing_and_users_what_their_policies_allow() {
        BucketName bucket = bucket();
        put(bucket, "k", "hello");
        Caller nobody = caller(new Principal.Anonymous(), "");
        Caller reader = user("reader", """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject",
                 "Resource": "arn:aws:s3:::*/k"}}""");

        assertThat(get(bucket, "k", Optional.empty(), reader).text()).isEqualTo("hello");
        assertThatThrownBy(() -> put(bucket, "k", new byte[0], EncryptionRequest.NONE, reader))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code()).isEqualTo("AccessDenied");
                    assertThat(e.text())
                            .isEqualTo("User: arn:aws:iam::111111111111:user/reader is not authorized to perform:"
                                    + " s3:PutObject on resource: \"arn:aws:s3:::" + bucket
                                    + "/k\" because no identity-based policy allows the s3:PutObject action");
                });
        // Who may not list does not learn what is not there.
        assertRefused(() -> get(bucket, "k/k", Optional.empty(), reader), "AccessDenied", 403);
        assertRefused(() -> get(bucket, "k", Optional.empty(), root(STRANGER)), "AccessDenied", 403);
        assertRefused(() -> get(bucket, "k", Optional.empty(), nobody), "AccessDenied", 403);
        assertRefused(() -> storage.call(new DeleteBucket(bucket), REGION, root(STRANGER)), "AccessDenied", 403);
    }

    @Test
    void policies_may_look_at_what_a_write_asks_for_and_at_an_objects_tags() {
        BucketName bucket = bucket();
        put(bucket, "k", "hello");
        Caller careful = user("careful", """
                {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
                 {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*",
                  "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}},
                 {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*",
                  "Condition": {"StringEquals": {"s3:ExistingObjectTag/secret": "yes"}}},
                 {"Effect": "Deny", "Action": "s3:ListBucket", "Resource": "*",
                  "Condition": {"StringNotLike": {"s3:prefix": "home/*"}}}]}""");

        put(bucket, "k2", new byte[1], kms("alias/x", true), careful);
        assertRefused(() -> put(bucket, "k3", new byte[1], EncryptionRequest.NONE, careful), "AccessDenied", 403);
        get(bucket, "k", Optional.empty(), careful);
        call(new PutObjectTagging(bucket, new ObjectKey("k"), Optional.empty(), Map.of("secret", "yes")));
        assertRefused(() -> get(bucket, "k", Optional.empty(), careful), "AccessDenied", 403);
        storage.call(new ListObjects(bucket, "home/x", "", "", 1), REGION, careful);
        assertRefused(() -> storage.call(new ListObjects(bucket, "", "", "", 1), REGION, careful), "AccessDenied", 403);
    }

    @Test
    void what_cannot_be_a_version_id_is_an_invalid_argument() {
        BucketName bucket = bucket();
        put(bucket, "k", "hello");
        for (String id : List.of("nonsense", "a\u0000b", "")) {
            assertRefused(() -> get(bucket, "k", Optional.of(id), root), "InvalidArgument", 400);
            assertRefused(
                    () -> call(new DeleteObject(bucket, new ObjectKey("k"), Optional.of(id), Optional.empty())),
                    "InvalidArgument",
                    400);
        }
    }

    @Test
    void every_call_on_a_bucket_is_one_management_event() {
        BucketName bucket = bucket();
        call(new PutBucketVersioning(bucket, Versioning.ENABLED));
        call(new GetBucketLocation(bucket));
        assertThatThrownBy(() -> call(new GetBucketTagging(bucket))).isInstanceOf(AwsException.class);
        put(bucket, "k", "");
        assertThatThrownBy(() -> call(new DeleteBucket(bucket))).isInstanceOf(AwsException.class);

        List<AuditRecord> records = database.statements()
                .query(
                        "select payload from storage.outbox where topic = 'coffer.audit.s3.us-east-1' and record_key = $1"
                                + " order by id",
                        row -> AuditRecord.fromJson(row.getString(0)),
                        bucket.value());

        assertThat(records)
                .extracting(AuditRecord::eventName)
                .containsExactly(
                        "CreateBucket", "PutBucketVersioning", "GetBucketLocation", "GetBucketTagging", "DeleteBucket");
        assertThat(records)
                .extracting(r -> r.errorCode().orElse(""))
                .containsExactly("", "", "", "NoSuchTagSet", "BucketNotEmpty");
        assertThat(records).extracting(AuditRecord::readOnly).containsExactly(false, false, true, true, false);
        assertThat(records.getFirst()).satisfies(r -> {
            assertThat(r.eventSource()).isEqualTo("s3.amazonaws.com");
            assertThat(r.managementEvent()).isTrue();
            assertThat(r.requestParameters()).containsEntry("bucketName", bucket.value());
            assertThat(r.userIdentity()).containsEntry("type", "Root");
        });
    }

    private static void assertRefused(ThrowingCallable call, String code, int status) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.status()).isEqualTo(status);
        });
    }
}
