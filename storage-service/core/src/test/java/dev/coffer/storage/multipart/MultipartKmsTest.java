package dev.coffer.storage.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.CompleteMultipartUpload;
import dev.coffer.storage.api.WriteResult;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MultipartKmsTest extends MultipartFixture {

    @Test
    void without_bucket_keys_kms_is_asked_once_to_begin_and_once_for_all_parts_of_a_requester() {
        BucketName bucket = bucket();
        String upload = create(bucket, "dir/k", kms(kms.createKey(REGION, ACCOUNT), false), root);
        Caller other = user("parts", ALLOW_ALL);
        List<CompletableFuture<WriteResult>> sent = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                int number = i + 1;
                sent.add(CompletableFuture.supplyAsync(
                        () -> part(bucket, "dir/k", upload, number, bytes(number, 1_000), root), threads));
            }
        }
        sent.forEach(CompletableFuture::join);
        assertThat(kms.count("GenerateDataKey")).isEqualTo(1);
        assertThat(kms.count("Decrypt")).isEqualTo(1);

        part(bucket, "dir/k", upload, 21, bytes(21, 10), other);

        assertThat(kms.count("Decrypt")).isEqualTo(2);
        assertThat(kms.calls())
                .allSatisfy(
                        c -> assertThat(c.context()).containsEntry("aws:s3:arn", "arn:aws:s3:::" + bucket + "/dir/k"));
    }

    @Test
    void what_kms_said_counts_no_longer_than_a_bucket_key_would() {
        BucketName bucket = bucket();
        String upload = create(bucket, "k", kms(kms.createKey(REGION, ACCOUNT), false), root);
        part(bucket, "k", upload, 1, bytes(1, 10), root);
        part(bucket, "k", upload, 2, bytes(2, 10), root);
        assertThat(kms.count("Decrypt")).isEqualTo(1);

        clock.setOffset(Duration.ofSeconds(301));
        part(bucket, "k", upload, 3, bytes(3, 10), root);

        assertThat(kms.count("Decrypt")).isEqualTo(2);
    }

    @Test
    void who_may_not_decrypt_may_begin_an_upload_and_store_no_part() {
        BucketName bucket = bucket();
        String arn = kms.createKey(REGION, ACCOUNT);
        kms.deny(c -> c.operation().equals("Decrypt"));
        String upload = create(bucket, "k", kms(arn, false), root);

        assertThatThrownBy(() -> part(bucket, "k", upload, 1, bytes(1, 10), root))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code()).isEqualTo("AccessDenied");
                    assertThat(e.text()).contains("kms:Decrypt");
                });
        kms.deny(c -> false);
        WriteResult part = part(bucket, "k", upload, 1, bytes(1, 10), root);
        complete(bucket, "k", upload, List.of(named(1, part)), root);
        assertThat(get(bucket, "k").bytes()).isEqualTo(bytes(1, 10));
    }

    @Test
    void with_bucket_keys_the_uploads_of_a_requester_share_one_call_to_write_and_one_to_open() {
        BucketName bucket = bucket();
        String arn = kms.createKey(REGION, ACCOUNT);
        for (int i = 0; i < 3; i++) {
            String key = "k" + i;
            String upload = create(bucket, key, kms(arn, true), root);
            List<CompleteMultipartUpload.Part> parts =
                    List.of(named(1, part(bucket, key, upload, 1, bytes(i, 100), root)));
            WriteResult whole = complete(bucket, key, upload, parts, root);
            assertThat(whole.encryption().bucketKeyEnabled()).isTrue();
            assertThat(get(bucket, key).bytes()).isEqualTo(bytes(i, 100));
        }
        assertThat(kms.count("GenerateDataKey")).isEqualTo(1);
        assertThat(kms.count("Decrypt")).isEqualTo(1);
        assertThat(kms.calls())
                .allSatisfy(c -> assertThat(c.context()).containsEntry("aws:s3:arn", "arn:aws:s3:::" + bucket));
    }
}
