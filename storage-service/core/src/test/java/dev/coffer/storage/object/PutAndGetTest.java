package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.BodySource;
import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ByteRange;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PutAndGetTest extends StorageTest {
    private static final String MD5_OF_HELLO = "5d41402abc4b2a76b9719d911017c592";

    @Test
    void a_plaintext_object_comes_back_with_its_md5_as_etag() {
        BucketName bucket = plaintextBucket();

        WriteResult written = put(bucket, "k", "hello");

        assertThat(written.etag()).isEqualTo(MD5_OF_HELLO);
        assertThat(written.versionId()).isEmpty();
        assertThat(written.encryption().type()).isEmpty();
        assertThat(written.checksums())
                .singleElement()
                .satisfies(c -> assertThat(c.algorithm()).isEqualTo("crc64nvme"));
        assertThat(get(bucket, "k").text()).isEqualTo("hello");
        assertThat(kms.calls()).isEmpty();
    }

    @Test
    void the_floor_encrypts_with_sse_s3_and_asks_kms_nothing() {
        BucketName bucket = bucket();

        WriteResult written = put(bucket, "k", "hello");

        assertThat(written.encryption().type()).hasValue("AES256");
        assertThat(written.etag()).isEqualTo(MD5_OF_HELLO);
        Read read = get(bucket, "k");
        assertThat(read.text()).isEqualTo("hello");
        assertThat(read.head().encryption().type()).hasValue("AES256");
        assertThat(kms.calls()).isEmpty();
    }

    @Test
    void standard_sse_kms_makes_one_call_to_write_and_one_to_read() {
        BucketName bucket = bucket();
        String arn = kms.createKey(REGION, ACCOUNT);

        WriteResult written = put(bucket, "dir/k", "hello".getBytes(StandardCharsets.UTF_8), kms(arn, false), root);

        assertThat(written.encryption().kmsKeyArn()).hasValue(arn);
        assertThat(written.encryption().bucketKeyEnabled()).isFalse();
        assertThat(written.etag()).hasSize(32).isNotEqualTo(MD5_OF_HELLO);
        assertThat(get(bucket, "dir/k").text()).isEqualTo("hello");
        assertThat(kms.calls()).extracting(c -> c.operation()).containsExactly("GenerateDataKey", "Decrypt");
        assertThat(kms.calls()).allSatisfy(c -> {
            assertThat(c.context())
                    .containsExactlyEntriesOf(java.util.Map.of("aws:s3:arn", "arn:aws:s3:::" + bucket + "/dir/k"));
            assertThat(c.caller().via()).hasValue("s3.us-east-1.amazonaws.com");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 300_000, 3_000_000})
    void objects_of_any_size_come_back_whole_and_in_ranges_under_every_encryption(int size) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        BucketName bucket = plaintextBucket();
        String arn = kms.createKey(REGION, ACCOUNT);
        for (EncryptionRequest encryption : java.util.List.of(
                EncryptionRequest.NONE,
                new EncryptionRequest(Optional.of("AES256"), Optional.empty(), Optional.empty(), Optional.empty()),
                kms(arn, false),
                kms(arn, true))) {
            put(bucket, "k", bytes, encryption, root);
            assertThat(get(bucket, "k").bytes()).isEqualTo(bytes);
            for (int i = 0; size > 0 && i < 8; i++) {
                int from = random.nextInt(size);
                int to = from + random.nextInt(size - from);
                Read read = get(
                        getObject(
                                bucket,
                                "k",
                                Optional.empty(),
                                Optional.of(new ByteRange(Optional.of((long) from), Optional.of((long) to)))),
                        root);
                assertThat(read.bytes()).isEqualTo(Arrays.copyOfRange(bytes, from, to + 1));
                assertThat(read.head().contentLength()).isEqualTo(to - from + 1);
            }
        }
    }

    @Test
    void a_body_found_bad_at_its_end_leaves_nothing_behind() {
        BucketName bucket = bucket();
        BodySource bad = new BodySource() {
            private boolean sent;

            @Override
            public @Nullable ByteBuffer next() {
                if (sent) {
                    throw new AwsException("SignatureDoesNotMatch", 403, "the last chunk's signature is wrong");
                }
                sent = true;
                return ByteBuffer.wrap(new byte[100_000]);
            }

            @Override
            public long declaredLength() {
                return -1;
            }

            @Override
            public End end() {
                throw new BodyAbortedException("never");
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() ->
                        storage.call(put(bucket, "k", EncryptionRequest.NONE, Conditions.NONE), REGION, root, bad))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("last chunk");
        assertThatThrownBy(() -> get(bucket, "k")).hasMessageContaining("does not exist");
    }
}
