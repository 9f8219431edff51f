package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.ExplainObject;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ObjectExplanationTest extends StorageTest {

    @Test
    void the_chain_of_each_encryption_is_told_without_asking_kms() {
        BucketName bucket = plaintextBucket();
        String arn = kms.createKey(REGION, ACCOUNT);
        put(bucket, "plain", new byte[10], EncryptionRequest.NONE, root);
        put(bucket, "kms", new byte[70_000], kms(arn, false), root);
        put(bucket, "bucket-key", new byte[70_000], kms(arn, true), root);
        kms.reset();

        ExplainObject.Result plain = explain(bucket, "plain");
        assertThat(plain.algorithm()).isEqualTo("none");
        assertThat(plain.frames()).isZero();
        ExplainObject.Result standard = explain(bucket, "kms");
        assertThat(standard.encryption().kmsKeyArn()).hasValue(arn);
        assertThat(standard.encryptionContext()).containsEntry("aws:s3:arn", "arn:aws:s3:::" + bucket + "/kms");
        assertThat(standard.bucketKeyId()).isEmpty();
        assertThat(standard.frames()).isEqualTo(2);
        assertThat(standard.kmsCiphertextBytes()).isPositive();
        ExplainObject.Result bucketKey = explain(bucket, "bucket-key");
        assertThat(bucketKey.encryptionContext()).containsEntry("aws:s3:arn", "arn:aws:s3:::" + bucket);
        assertThat(bucketKey.bucketKeyId()).isPresent();
        assertThat(bucketKey.wrappedDataKeyBytes()).isEqualTo(73);
        assertThat(kms.calls()).isEmpty();
    }

    @Test
    void it_needs_a_permission_of_its_own() {
        BucketName bucket = bucket();
        put(bucket, "k", "x");
        Caller reader = user(
                "reader",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}");
        assertThatThrownBy(() ->
                        storage.call(new ExplainObject(bucket, new ObjectKey("k"), Optional.empty()), REGION, reader))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("AccessDenied"));
    }

    private ExplainObject.Result explain(BucketName bucket, String key) {
        return call(new ExplainObject(bucket, new ObjectKey(key), Optional.empty()));
    }
}
