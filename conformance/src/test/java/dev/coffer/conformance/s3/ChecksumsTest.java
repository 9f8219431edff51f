package dev.coffer.conformance.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.RawRequest;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;

@Conformance
class ChecksumsTest {
    private final Deployment coffer;
    private final byte[] content = Bytes.of(123_456);

    ChecksumsTest(Deployment coffer) {
        this.coffer = coffer;
    }

    @ParameterizedTest
    @EnumSource(names = {"CRC32", "CRC32_C", "CRC64_NVME", "SHA1", "SHA256"})
    void what_the_sdk_computes_is_verified_stored_and_returned(ChecksumAlgorithm algorithm) {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putObject(p -> p.bucket(bucket).key("k").checksumAlgorithm(algorithm), RequestBody.fromBytes(content));
        HeadObjectResponse head =
                coffer.s3().headObject(h -> h.bucket(bucket).key("k").checksumMode(ChecksumMode.ENABLED));
        String stored = switch (algorithm) {
            case CRC32 -> head.checksumCRC32();
            case CRC32_C -> head.checksumCRC32C();
            case CRC64_NVME -> head.checksumCRC64NVME();
            case SHA1 -> head.checksumSHA1();
            case SHA256 -> head.checksumSHA256();
            default -> throw new IllegalArgumentException(algorithm.toString());
        };
        assertThat(stored).isNotBlank();
        assertThat(head.checksumTypeAsString()).isEqualTo("FULL_OBJECT");
        assertThat(coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k").checksumMode(ChecksumMode.ENABLED))
                        .asByteArray())
                .as("the SDK verifies the checksum while it reads")
                .isEqualTo(content);
    }

    @Test
    void without_a_checksum_s3_computes_crc64nvme() {
        String bucket = coffer.newBucket();
        assertThat(new RawRequest(coffer, "PUT", "/" + bucket + "/k")
                        .body("123456789")
                        .send()
                        .status())
                .isEqualTo(200);
        String expected = Base64.getEncoder().encodeToString(HexFormat.of().parseHex("ae8b14860a799888"));
        assertThat(coffer.s3()
                        .headObject(h -> h.bucket(bucket).key("k").checksumMode(ChecksumMode.ENABLED))
                        .checksumCRC64NVME())
                .isEqualTo(expected);
    }

    @Test
    void attributes_tell_checksum_size_and_etag() {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putObject(
                        p -> p.bucket(bucket).key("k").checksumAlgorithm(ChecksumAlgorithm.CRC32),
                        RequestBody.fromBytes(content));
        var attributes = coffer.s3()
                .getObjectAttributes(a -> a.bucket(bucket)
                        .key("k")
                        .objectAttributes(
                                ObjectAttributes.CHECKSUM,
                                ObjectAttributes.E_TAG,
                                ObjectAttributes.OBJECT_SIZE,
                                ObjectAttributes.STORAGE_CLASS));
        CRC32 crc = new CRC32();
        crc.update(content);
        String expected = Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        assertThat(attributes.checksum().checksumCRC32()).isEqualTo(expected);
        assertThat(attributes.objectSize()).isEqualTo(content.length);
        assertThat(attributes.eTag()).isEqualTo(Bytes.md5(content));
        assertThat(attributes.storageClassAsString()).isEqualTo("STANDARD");
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-checksum-crc32, AAAAAA==, BadDigest",
        "x-amz-checksum-sha256, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, BadDigest",
        "x-amz-checksum-crc64nvme, AAAAAAAAAAA=, BadDigest",
        "x-amz-checksum-crc32, nonsense, InvalidRequest",
        "Content-MD5, AAAAAAAAAAAAAAAAAAAAAA==, BadDigest",
        "Content-MD5, nonsense, InvalidDigest"
    })
    void a_wrong_checksum_stores_nothing(String header, String value, String code) {
        String bucket = coffer.newBucket();
        RawRequest.Answer answer = new RawRequest(coffer, "PUT", "/" + bucket + "/k")
                .header(header, value)
                .body("123456789")
                .send();
        assertThat(answer.error()).isEqualTo("400 " + code);
        assertThat(coffer.s3().listObjectsV2(l -> l.bucket(bucket)).contents()).isEmpty();
    }

    @Test
    void a_checksum_of_a_kms_object_needs_kms_decrypt() {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putObject(
                        p -> p.bucket(bucket).key("k").serverSideEncryption("aws:kms"), RequestBody.fromBytes(content));
        assertThat(coffer.s3()
                        .headObject(h -> h.bucket(bucket).key("k").checksumMode(ChecksumMode.ENABLED))
                        .checksumCRC32())
                .isNotBlank();
    }
}
