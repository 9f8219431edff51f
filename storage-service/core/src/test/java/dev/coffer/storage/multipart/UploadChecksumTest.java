package dev.coffer.storage.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.StoredChecksum;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadChecksumTest {

    @ParameterizedTest
    @CsvSource({
        "CRC32, , COMPOSITE",
        "CRC32C, COMPOSITE, COMPOSITE",
        "CRC32C, FULL_OBJECT, FULL_OBJECT",
        "CRC64NVME, , FULL_OBJECT",
        "SHA1, , COMPOSITE",
        "SHA256, COMPOSITE, COMPOSITE"
    })
    void an_algorithm_has_the_types_that_aws_allows(String algorithm, String type, String expected) {
        UploadChecksum checksum = UploadChecksum.of(Optional.of(algorithm), Optional.ofNullable(type));
        assertThat(checksum.shownType()).hasValue(expected);
        assertThat(checksum.shownAlgorithm()).hasValue(algorithm.toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "CRC64NVME, COMPOSITE, The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.",
        "SHA1, FULL_OBJECT, The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.",
        "SHA256, FULL_OBJECT, The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.",
        "SHA256, WHOLE, Value for x-amz-checksum-type header is invalid."
    })
    void what_does_not_go_together_is_refused(String algorithm, String type, String message) {
        assertInvalid(() -> UploadChecksum.of(Optional.of(algorithm), Optional.of(type)), message);
    }

    @Test
    void a_type_without_an_algorithm_is_refused() {
        assertInvalid(
                () -> UploadChecksum.of(Optional.empty(), Optional.of("FULL_OBJECT")),
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        assertInvalid(
                () -> UploadChecksum.of(Optional.of("MD4"), Optional.empty()),
                "Checksum algorithm provided is unsupported");
    }

    @Test
    void without_an_algorithm_s3_keeps_crc64nvme_and_does_not_say_so() {
        UploadChecksum checksum = UploadChecksum.of(Optional.empty(), Optional.empty());
        assertThat(checksum.shownAlgorithm()).isEmpty();
        assertThat(checksum.shownType()).isEmpty();
        assertThat(checksum.algorithm()).isEqualTo(ChecksumAlgorithm.CRC64NVME);
    }

    @Test
    void a_part_must_come_with_the_uploads_algorithm() {
        UploadChecksum none = UploadChecksum.of(Optional.empty(), Optional.empty());
        assertThat(none.ofPart(sent("crc32")))
                .as("any, where the upload named none")
                .isEqualTo(sent("crc32"));
        UploadChecksum sha = UploadChecksum.of(Optional.of("SHA256"), Optional.empty());
        assertThat(sha.ofPart(sent("sha256")).checksums()).containsKey("sha256");
        assertInvalid(
                () -> sha.ofPart(sent("crc32")),
                "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32");
        assertInvalid(
                () -> sha.ofPart(Digests.NONE),
                "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: null");
    }

    @Test
    void a_part_of_a_full_object_checksum_may_come_without_one() {
        UploadChecksum full = UploadChecksum.of(Optional.of("CRC32"), Optional.of("FULL_OBJECT"));
        assertThat(full.ofPart(Digests.NONE).algorithm()).hasValue("crc32");
    }

    @Test
    void what_the_client_says_of_the_whole_is_compared() {
        UploadChecksum composite = UploadChecksum.of(Optional.of("CRC32"), Optional.empty());
        StoredChecksum computed = new StoredChecksum("crc32", "AAAAAA==-2", "COMPOSITE");
        composite.verify(computed, Map.of("crc32", "AAAAAA==-2"), Optional.of("COMPOSITE"));
        composite.verify(computed, Map.of("crc32", "AAAAAA=="), Optional.empty());
        assertThatThrownBy(() -> composite.verify(computed, Map.of("crc32", "AAAAAQ=="), Optional.empty()))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("BadDigest"));
        assertInvalid(
                () -> composite.verify(computed, Map.of(), Optional.of("FULL_OBJECT")),
                "The upload was created using the COMPOSITE checksum mode.");
        assertInvalid(() -> composite.verify(computed, Map.of("sha1", "x"), Optional.empty()), "mismatch");
    }

    private static Digests sent(String algorithm) {
        return new Digests(Optional.empty(), Optional.empty(), Map.of(algorithm, "AAAA"));
    }

    private static void assertInvalid(Runnable attempt, String message) {
        assertThatThrownBy(attempt::run).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo("InvalidRequest");
            assertThat(e.text()).contains(message);
        });
    }
}
