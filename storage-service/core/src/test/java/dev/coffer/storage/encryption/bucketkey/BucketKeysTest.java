package dev.coffer.storage.encryption.bucketkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.KmsError;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.FlushBucketKeys;
import dev.coffer.storage.api.ListBucketKeys;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.testing.FakeKms;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BucketKeysTest extends StorageTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    private BucketName bucket;
    private String key;

    @BeforeEach
    void start() {
        bucket = bucket();
        key = kms.createKey(REGION, ACCOUNT);
    }

    @Test
    void many_objects_of_one_requester_cost_one_call_and_a_second_requesters_reads_one() {
        Caller bob = user("bob", ALLOW_ALL);
        for (int i = 0; i < 20; i++) {
            WriteResult written = put(bucket, "k" + i, HELLO, kms(key, true), root);
            assertThat(written.encryption().bucketKeyEnabled()).isTrue();
            assertThat(written.encryption().kmsKeyArn()).hasValue(key);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(get(bucket, "k" + i, Optional.empty(), bob).text()).isEqualTo("hello");
        }

        assertThat(kms.calls()).extracting(FakeKms.Call::operation).containsExactly("GenerateDataKey", "Decrypt");
        assertThat(kms.calls())
                .allSatisfy(c -> assertThat(c.context()).isEqualTo(Map.of("aws:s3:arn", "arn:aws:s3:::" + bucket)));
        assertThat(kms.calls().getLast().caller().principal()).isEqualTo(bob.principal());
    }

    @Test
    void a_thousand_concurrent_first_writes_make_one_call() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<WriteResult>> writes = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                String name = "k" + i;
                writes.add(threads.submit(() -> put(bucket, name, HELLO, kms(key, true), root)));
            }
            for (Future<WriteResult> write : writes) {
                write.get();
            }
        }

        assertThat(kms.count("GenerateDataKey")).isEqualTo(1);
    }

    @Test
    void a_requester_whom_kms_denies_gets_nothing_from_what_others_have_cached() {
        Caller mallory = user("mallory", ALLOW_ALL);
        kms.deny(call -> call.caller().principal().equals(mallory.principal()));
        put(bucket, "k", HELLO, kms(key, true), root);
        get(bucket, "k");

        assertDenied(() -> put(bucket, "k2", HELLO, kms(key, true), mallory), "kms:GenerateDataKey");
        assertDenied(() -> get(bucket, "k", Optional.empty(), mallory), "kms:Decrypt");
    }

    @Test
    void who_may_only_generate_data_keys_may_put_and_not_get_what_it_wrote() {
        Caller writer = user("writer", ALLOW_ALL);
        kms.deny(call -> call.caller().principal().equals(writer.principal())
                && call.operation().equals("Decrypt"));

        put(bucket, "k", HELLO, kms(key, true), writer);

        assertDenied(() -> get(bucket, "k", Optional.empty(), writer), "kms:Decrypt");
        put(bucket, "k2", HELLO, kms(key, true), writer);
        assertThat(kms.count("GenerateDataKey")).isEqualTo(1);
    }

    @Test
    void sessions_of_one_role_share_and_another_session_policy_does_not() {
        put(bucket, "k1", HELLO, kms(key, true), role("r", "one", "", ALLOW_ALL));
        put(bucket, "k2", HELLO, kms(key, true), role("r", "two", "", ALLOW_ALL));
        assertThat(kms.count("GenerateDataKey")).isEqualTo(1);

        put(bucket, "k3", HELLO, kms(key, true), role("r", "three", "scoped", ALLOW_ALL));
        assertThat(kms.count("GenerateDataKey")).isEqualTo(2);
    }

    @Test
    void buckets_keys_and_added_contexts_share_nothing() {
        put(bucket, "k", HELLO, kms(key, true), root);
        put(bucket(), "k", HELLO, kms(key, true), root);
        put(bucket, "k", HELLO, kms(kms.createKey(REGION, ACCOUNT), true), root);
        put(bucket, "k", HELLO, withContext("{\"team\":\"a\"}"), root);
        put(bucket, "k", HELLO, withContext("{\"team\":\"b\"}"), root);
        put(bucket, "k", HELLO, withContext("{\"team\":\"a\"}"), root);

        assertThat(kms.count("GenerateDataKey")).isEqualTo(5);
        assertThat(get(bucket, "k").text()).isEqualTo("hello");
        assertThat(kms.calls().getLast().context()).containsEntry("team", "a");
    }

    @Test
    void after_its_lifetime_a_key_is_replaced_and_what_it_wrapped_stays_readable() {
        put(bucket, "old", HELLO, kms(key, true), root);
        clock.setOffset(Duration.ofMinutes(5));

        put(bucket, "new", HELLO, kms(key, true), root);

        assertThat(kms.count("GenerateDataKey")).isEqualTo(2);
        assertThat(get(bucket, "old").text()).isEqualTo("hello");
        assertThat(get(bucket, "new").text()).isEqualTo("hello");
        assertThat(kms.count("Decrypt")).isEqualTo(2);
    }

    @Test
    void access_goes_on_for_a_lifetime_after_the_key_was_disabled_and_ends_at_once_with_a_flush() {
        put(bucket, "k", HELLO, kms(key, true), root);
        get(bucket, "k");
        kms.fail(call -> KmsError.DISABLED.because(key + " is disabled."));

        assertThat(get(bucket, "k").text()).isEqualTo("hello");
        assertThat(call(new FlushBucketKeys(bucket, Optional.of(key))).flushed())
                .isEqualTo(2);

        assertThatThrownBy(() -> get(bucket, "k")).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo("KMS.DisabledException");
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.text()).isEqualTo(key + " is disabled.");
        });
        assertThatThrownBy(() -> put(bucket, "k2", HELLO, kms(key, true), root)).hasMessage(key + " is disabled.");
    }

    @Test
    void throttling_by_kms_is_slow_down() {
        kms.fail(call -> KmsError.THROTTLING.because("You have exceeded the rate at which you may call KMS."));

        assertThatThrownBy(() -> put(bucket, "k", HELLO, kms(key, true), root))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code()).isEqualTo("SlowDown");
                    assertThat(e.status()).isEqualTo(503);
                    assertThat(e.text()).isEqualTo("Please reduce your request rate for operations involving AWS KMS.");
                });
    }

    @Test
    void the_keys_alive_are_listed_without_the_keys() {
        put(bucket, "k", HELLO, kms("alias/mine", true), root);
        get(bucket, "k");

        ListBucketKeys.Result live = call(new ListBucketKeys(bucket, Optional.empty()));

        assertThat(live.lifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(live.keys())
                .extracting(ListBucketKeys.LiveBucketKey::action)
                .containsExactlyInAnyOrder("GenerateDataKey", "Decrypt");
        assertThat(live.keys()).allSatisfy(k -> {
            assertThat(k.kmsKeyArn()).startsWith("arn:aws:kms:us-east-1:111111111111:key/");
            assertThat(k.principal()).isEqualTo("arn:aws:iam::111111111111:root");
            assertThat(k.expiresAt()).isEqualTo(k.createdAt().plusSeconds(300));
        });
    }

    private EncryptionRequest withContext(String json) {
        return new EncryptionRequest(
                Optional.of("aws:kms"),
                Optional.of(key),
                Optional.of(Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8))),
                Optional.of(true));
    }

    private static void assertDenied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String action) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo("AccessDenied");
            assertThat(e.status()).isEqualTo(403);
            assertThat(e.text()).contains("is not authorized to perform: " + action);
        });
    }
}
