package dev.coffer.storage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ByteRange;
import dev.coffer.storage.api.CompleteMultipartUpload;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.CopyObject;
import dev.coffer.storage.api.CopySource;
import dev.coffer.storage.api.CreateMultipartUpload;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.UploadPartCopy;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PartCopyTest extends StorageTest {
    private static final int MIB = 1 << 20;

    private final byte[] bytes = new byte[7 * MIB];
    private BucketName bucket;
    private String upload;

    @BeforeEach
    void begin() {
        new Random(3).nextBytes(bytes);
        bucket = bucket();
        String arn = kms.createKey(REGION, ACCOUNT);
        put(bucket, "source", bytes, kms(arn, true), root);
        upload = call(new CreateMultipartUpload(
                        bucket,
                        new ObjectKey("target"),
                        ObjectHeaders.NONE,
                        Map.of(),
                        Map.of(),
                        "STANDARD",
                        kms(arn, false),
                        Optional.empty(),
                        Optional.empty()))
                .uploadId();
    }

    @Test
    void parts_are_copied_from_ranges_of_an_object() {
        CopyObject.Result one = call(copy(1, range(MIB, 6 * MIB)));
        CopyObject.Result two = call(copy(2, Optional.empty()));

        call(new CompleteMultipartUpload(
                bucket,
                new ObjectKey("target"),
                upload,
                List.of(named(1, one), named(2, two)),
                Conditions.NONE,
                Map.of(),
                Optional.empty(),
                Optional.empty()));

        byte[] read = get(bucket, "target").bytes();
        assertThat(Arrays.copyOf(read, 5 * MIB + 1)).isEqualTo(Arrays.copyOfRange(bytes, MIB, 6 * MIB + 1));
        assertThat(Arrays.copyOfRange(read, 5 * MIB + 1, read.length)).isEqualTo(bytes);
    }

    @Test
    void a_range_that_is_not_within_the_source_is_refused() {
        for (Optional<ByteRange> range :
                List.of(range(0, bytes.length), range(bytes.length, bytes.length + 1), range(5, 4))) {
            assertInvalid(range, "Range specified is not valid for source object of size: " + bytes.length);
        }
        assertInvalid(
                Optional.of(new ByteRange(Optional.of(3L), Optional.empty())), "must be of the form bytes=first-last");
    }

    private void assertInvalid(Optional<ByteRange> range, String message) {
        assertThatThrownBy(() -> call(copy(1, range))).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo("InvalidArgument");
            assertThat(e.text()).contains(message);
        });
    }

    private UploadPartCopy copy(int number, Optional<ByteRange> range) {
        return new UploadPartCopy(
                bucket,
                new ObjectKey("target"),
                upload,
                number,
                new CopySource(bucket, new ObjectKey("source"), Optional.empty(), REGION),
                range,
                Conditions.NONE);
    }

    private static CompleteMultipartUpload.Part named(int number, CopyObject.Result part) {
        return new CompleteMultipartUpload.Part(number, part.write().etag(), Map.of());
    }

    private static Optional<ByteRange> range(long first, long last) {
        return Optional.of(new ByteRange(Optional.of(first), Optional.of(last)));
    }
}
