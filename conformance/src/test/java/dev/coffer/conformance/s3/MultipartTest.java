package dev.coffer.conformance.s3;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

@Conformance
class MultipartTest {
    private static final int MINIMUM = 5 * 1024 * 1024;
    private final Deployment coffer;
    private final byte[] first = Bytes.of(MINIMUM);
    private final byte[] second = Bytes.of(MINIMUM + 12_345);
    private final byte[] last = Bytes.of(100);

    MultipartTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private CompletedPart upload(String bucket, String upload, int number, byte[] content) {
        String etag = coffer.s3()
                .uploadPart(
                        p -> p.bucket(bucket).key("k").uploadId(upload).partNumber(number),
                        RequestBody.fromBytes(content))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    private String begin(String bucket) {
        return coffer.s3()
                .createMultipartUpload(
                        u -> u.bucket(bucket).key("k").contentType("text/x").metadata(Map.of("colour", "blue")))
                .uploadId();
    }

    private CompleteMultipartUploadResponse complete(String bucket, String upload, List<CompletedPart> parts) {
        return coffer.s3()
                .completeMultipartUpload(
                        c -> c.bucket(bucket).key("k").uploadId(upload).multipartUpload(m -> m.parts(parts)));
    }

    private byte[] whole() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        out.writeBytes(last);
        return out.toByteArray();
    }

    @Test
    void parts_become_one_object() throws NoSuchAlgorithmException {
        String bucket = coffer.newBucket();
        String upload = begin(bucket);
        List<CompletedPart> parts = List.of(
                upload(bucket, upload, 1, first), upload(bucket, upload, 2, second), upload(bucket, upload, 7, last));
        String etag = complete(bucket, upload, parts).eTag();
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        for (byte[] part : List.of(first, second, last)) {
            md5.update(HexFormat.of().parseHex(Bytes.md5(part)));
        }
        assertThat(etag).isEqualTo("\"" + HexFormat.of().formatHex(md5.digest()) + "-3\"");
        assertThat(Bytes.sha256(coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k"))
                        .asByteArrayUnsafe()))
                .isEqualTo(Bytes.sha256(whole()));
        HeadObjectResponse head = coffer.s3().headObject(h -> h.bucket(bucket).key("k"));
        assertThat(head.contentType()).isEqualTo("text/x");
        assertThat(head.metadata()).containsEntry("colour", "blue");
        assertThat(head.contentLength()).isEqualTo(whole().length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void parts_may_be_encrypted_under_a_kms_key(boolean bucketKey) {
        String bucket = coffer.newBucket();
        String key = coffer.newKey(coffer.home());
        var begun = coffer.s3()
                .createMultipartUpload(u -> u.bucket(bucket)
                        .key("k")
                        .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(key)
                        .bucketKeyEnabled(bucketKey));
        assertThat(begun.ssekmsKeyId()).isEqualTo(key);
        List<CompletedPart> parts = List.of(
                upload(bucket, begun.uploadId(), 1, first),
                upload(bucket, begun.uploadId(), 2, second),
                upload(bucket, begun.uploadId(), 3, last));
        CompleteMultipartUploadResponse done = complete(bucket, begun.uploadId(), parts);
        assertThat(done.ssekmsKeyId()).isEqualTo(key);
        assertThat(done.eTag()).endsWith("-3\"");
        assertThat(parts.getFirst().eTag()).isNotEqualTo("\"" + Bytes.md5(first) + "\"");
        byte[] middle = coffer.s3()
                .getObjectAsBytes(g -> g.bucket(bucket).key("k").range("bytes=" + (MINIMUM - 5) + "-" + (MINIMUM + 4)))
                .asByteArray();
        assertThat(middle).isEqualTo(Arrays.copyOfRange(whole(), MINIMUM - 5, MINIMUM + 5));
        assertThat(Bytes.sha256(coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k"))
                        .asByteArrayUnsafe()))
                .isEqualTo(Bytes.sha256(whole()));
    }

    @Test
    void parts_can_be_listed_and_replaced() {
        String bucket = coffer.newBucket();
        String upload = begin(bucket);
        upload(bucket, upload, 1, last);
        CompletedPart one = upload(bucket, upload, 1, first);
        CompletedPart two = upload(bucket, upload, 2, last);
        assertThat(coffer.s3()
                        .listParts(l -> l.bucket(bucket).key("k").uploadId(upload))
                        .parts())
                .extracting(Part::partNumber, Part::size, Part::eTag)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, (long) MINIMUM, one.eTag()),
                        org.assertj.core.groups.Tuple.tuple(2, 100L, two.eTag()));
        var page = coffer.s3()
                .listParts(l -> l.bucket(bucket).key("k").uploadId(upload).maxParts(1));
        assertThat(page.isTruncated()).isTrue();
        assertThat(page.nextPartNumberMarker()).isEqualTo(1);
        assertThat(coffer.s3().listMultipartUploads(l -> l.bucket(bucket)).uploads())
                .extracting(MultipartUpload::uploadId)
                .containsExactly(upload);
    }

    @Test
    void an_aborted_upload_leaves_nothing() {
        String bucket = coffer.newBucket();
        String upload = begin(bucket);
        upload(bucket, upload, 1, last);
        coffer.s3().abortMultipartUpload(a -> a.bucket(bucket).key("k").uploadId(upload));
        refused(
                404,
                "NoSuchUpload",
                () -> coffer.s3().listParts(l -> l.bucket(bucket).key("k").uploadId(upload)));
        assertThat(coffer.s3().listMultipartUploads(l -> l.bucket(bucket)).uploads())
                .isEmpty();
        coffer.s3().deleteBucket(b -> b.bucket(bucket));
    }

    @Test
    void an_unfinished_upload_is_not_visible() {
        String bucket = coffer.newBucket();
        String upload = begin(bucket);
        upload(bucket, upload, 1, last);
        refused(
                404,
                "NoSuchKey",
                () -> coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key("k")));
        assertThat(coffer.s3().listObjectsV2(l -> l.bucket(bucket)).contents()).isEmpty();
    }

    @Test
    void only_the_last_part_may_be_small() {
        String bucket = coffer.newBucket();
        String upload = begin(bucket);
        List<CompletedPart> parts = List.of(upload(bucket, upload, 1, last), upload(bucket, upload, 2, last));
        refused(400, "EntityTooSmall", () -> complete(bucket, upload, parts));
    }

    @Test
    void parts_must_be_there_and_in_order() {
        String bucket = coffer.newBucket();
        String upload = begin(bucket);
        CompletedPart one = upload(bucket, upload, 1, first);
        CompletedPart two = upload(bucket, upload, 2, last);
        refused(400, "InvalidPartOrder", () -> complete(bucket, upload, List.of(two, one)));
        refused(400, "InvalidPart", () -> complete(bucket, upload, List.of(one, two.copy(c -> c.partNumber(3)))));
        refused(
                400,
                "InvalidPart",
                () -> complete(bucket, upload, List.of(one, two.copy(c -> c.eTag("\"" + "0".repeat(32) + "\"")))));
        complete(bucket, upload, List.of(one, two));
    }

    @Test
    void a_part_can_be_a_range_of_an_object() {
        String bucket = coffer.newBucket();
        byte[] source = Bytes.of(MINIMUM * 2);
        coffer.s3()
                .putObject(
                        p -> p.bucket(bucket).key("source").serverSideEncryption(ServerSideEncryption.AWS_KMS),
                        RequestBody.fromBytes(source));
        String upload = begin(bucket);
        String etag = coffer.s3()
                .uploadPartCopy(c -> c.sourceBucket(bucket)
                        .sourceKey("source")
                        .copySourceRange("bytes=10-" + (MINIMUM + 9))
                        .destinationBucket(bucket)
                        .destinationKey("k")
                        .uploadId(upload)
                        .partNumber(1))
                .copyPartResult()
                .eTag();
        CompletedPart tail = upload(bucket, upload, 2, last);
        complete(
                bucket,
                upload,
                List.of(CompletedPart.builder().partNumber(1).eTag(etag).build(), tail));
        byte[] got =
                coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key("k")).asByteArray();
        assertThat(Arrays.copyOf(got, MINIMUM)).isEqualTo(Arrays.copyOfRange(source, 10, MINIMUM + 10));
        assertThat(Arrays.copyOfRange(got, MINIMUM, got.length)).isEqualTo(last);
    }

    @Test
    void composite_checksums_are_made_of_the_parts() {
        String bucket = coffer.newBucket();
        var begun = coffer.s3()
                .createMultipartUpload(u -> u.bucket(bucket).key("k").checksumAlgorithm(ChecksumAlgorithm.SHA256));
        UploadPartResponse part = coffer.s3()
                .uploadPart(
                        p -> p.bucket(bucket)
                                .key("k")
                                .uploadId(begun.uploadId())
                                .partNumber(1)
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        RequestBody.fromBytes(last));
        CompleteMultipartUploadResponse done = complete(
                bucket,
                begun.uploadId(),
                List.of(CompletedPart.builder()
                        .partNumber(1)
                        .eTag(part.eTag())
                        .checksumSHA256(part.checksumSHA256())
                        .build()));
        assertThat(done.checksumSHA256()).endsWith("-1");
        assertThat(done.checksumTypeAsString()).isEqualTo("COMPOSITE");
    }

    @Test
    void one_part_can_be_read_by_its_number() {
        String bucket = coffer.newBucket();
        String upload = begin(bucket);
        complete(bucket, upload, List.of(upload(bucket, upload, 1, first), upload(bucket, upload, 2, last)));
        var got = coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key("k").partNumber(2));
        assertThat(got.asByteArray()).isEqualTo(last);
        assertThat(got.response().partsCount()).isEqualTo(2);
    }

    @Test
    void an_unknown_upload_is_said_so() {
        String bucket = coffer.newBucket();
        refused(404, "NoSuchUpload", () -> upload(bucket, "nonsense", 1, last));
        refused(
                404,
                "NoSuchUpload",
                () -> complete(
                        bucket,
                        "nonsense",
                        List.of(CompletedPart.builder()
                                .partNumber(1)
                                .eTag("\"x\"")
                                .build())));
    }
}
