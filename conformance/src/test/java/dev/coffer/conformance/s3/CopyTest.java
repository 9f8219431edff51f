package dev.coffer.conformance.s3;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

@Conformance
class CopyTest {
    private final Deployment coffer;
    private final byte[] content = Bytes.of(150_000);

    CopyTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private String source() {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putObject(
                        p -> p.bucket(bucket)
                                .key("ä b")
                                .metadata(Map.of("colour", "blue"))
                                .contentType("text/plain")
                                .tagging("team=blue"),
                        RequestBody.fromBytes(content));
        return bucket;
    }

    @Test
    void a_copy_has_bytes_metadata_and_tags_of_its_source() {
        String source = source();
        String target = coffer.newBucket();
        String etag = coffer.s3()
                .copyObject(c -> c.sourceBucket(source)
                        .sourceKey("ä b")
                        .destinationBucket(target)
                        .destinationKey("copy"))
                .copyObjectResult()
                .eTag();
        assertThat(etag).isEqualTo("\"" + Bytes.md5(content) + "\"");
        assertThat(coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(target).key("copy"))
                        .asByteArray())
                .isEqualTo(content);
        HeadObjectResponse head = coffer.s3().headObject(h -> h.bucket(target).key("copy"));
        assertThat(head.metadata()).containsEntry("colour", "blue");
        assertThat(head.contentType()).isEqualTo("text/plain");
        assertThat(coffer.s3()
                        .getObjectTagging(t -> t.bucket(target).key("copy"))
                        .tagSet())
                .hasSize(1);
    }

    @Test
    void metadata_and_tags_can_be_replaced() {
        String source = source();
        coffer.s3()
                .copyObject(c -> c.sourceBucket(source)
                        .sourceKey("ä b")
                        .destinationBucket(source)
                        .destinationKey("ä b")
                        .metadataDirective(MetadataDirective.REPLACE)
                        .metadata(Map.of("colour", "red"))
                        .taggingDirective(TaggingDirective.REPLACE)
                        .tagging("team=red&x=y"));
        assertThat(coffer.s3().headObject(h -> h.bucket(source).key("ä b")).metadata())
                .containsExactly(Map.entry("colour", "red"));
        assertThat(coffer.s3()
                        .getObjectTagging(t -> t.bucket(source).key("ä b"))
                        .tagSet())
                .hasSize(2);
    }

    @Test
    void a_copy_onto_itself_has_to_change_something() {
        String source = source();
        refused(
                400,
                "InvalidRequest",
                () -> coffer.s3()
                        .copyObject(c -> c.sourceBucket(source)
                                .sourceKey("ä b")
                                .destinationBucket(source)
                                .destinationKey("ä b")));
    }

    @Test
    void a_copy_inherits_no_encryption() {
        String key = coffer.newKey(coffer.home());
        String source = coffer.newBucket();
        coffer.s3()
                .putObject(
                        p -> p.bucket(source)
                                .key("k")
                                .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                                .ssekmsKeyId(key)
                                .bucketKeyEnabled(true),
                        RequestBody.fromBytes(content));
        String target = coffer.newBucket();
        coffer.s3()
                .copyObject(c -> c.sourceBucket(source)
                        .sourceKey("k")
                        .destinationBucket(target)
                        .destinationKey("k"));
        HeadObjectResponse head = coffer.s3().headObject(h -> h.bucket(target).key("k"));
        assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        assertThat(head.ssekmsKeyId()).isNull();
        assertThat(head.bucketKeyEnabled()).isNotEqualTo(true);
    }

    @Test
    void a_copy_can_be_encrypted_otherwise() {
        String key = coffer.newKey(coffer.home());
        String source = source();
        coffer.s3()
                .copyObject(c -> c.sourceBucket(source)
                        .sourceKey("ä b")
                        .destinationBucket(source)
                        .destinationKey("kms")
                        .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(key));
        HeadObjectResponse head = coffer.s3().headObject(h -> h.bucket(source).key("kms"));
        assertThat(head.ssekmsKeyId()).isEqualTo(key);
        assertThat(head.eTag()).isNotEqualTo("\"" + Bytes.md5(content) + "\"");
        assertThat(coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(source).key("kms"))
                        .asByteArray())
                .isEqualTo(content);
    }

    @Test
    void an_old_version_can_be_copied() {
        String source = source();
        coffer.s3()
                .putBucketVersioning(
                        v -> v.bucket(source).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        String first = coffer.s3()
                .putObject(p -> p.bucket(source).key("k"), RequestBody.fromString("first"))
                .versionId();
        coffer.s3().putObject(p -> p.bucket(source).key("k"), RequestBody.fromString("second"));
        var copied = coffer.s3()
                .copyObject(c -> c.sourceBucket(source)
                        .sourceKey("k")
                        .sourceVersionId(first)
                        .destinationBucket(source)
                        .destinationKey("k"));
        assertThat(copied.copySourceVersionId()).isEqualTo(first);
        assertThat(coffer.s3().getObjectAsBytes(g -> g.bucket(source).key("k")).asUtf8String())
                .isEqualTo("first");
    }

    @Test
    void conditions_on_the_source_are_kept() {
        String source = source();
        refused(
                412,
                "PreconditionFailed",
                () -> coffer.s3()
                        .copyObject(c -> c.sourceBucket(source)
                                .sourceKey("ä b")
                                .destinationBucket(source)
                                .destinationKey("x")
                                .copySourceIfMatch("\"other\"")));
        refused(
                412,
                "PreconditionFailed",
                () -> coffer.s3()
                        .copyObject(c -> c.sourceBucket(source)
                                .sourceKey("ä b")
                                .destinationBucket(source)
                                .destinationKey("x")
                                .copySourceIfNoneMatch("\"" + Bytes.md5(content) + "\"")));
    }

    @Test
    void what_is_not_there_cannot_be_copied() {
        String bucket = coffer.newBucket();
        refused(
                404,
                "NoSuchKey",
                () -> coffer.s3()
                        .copyObject(c -> c.sourceBucket(bucket)
                                .sourceKey("nothing")
                                .destinationBucket(bucket)
                                .destinationKey("x")));
    }

    @Test
    void a_copy_may_cross_regions() {
        String source = source();
        String target = coffer.newBucket(coffer.away());
        coffer.s3(coffer.away())
                .copyObject(c -> c.sourceBucket(source)
                        .sourceKey("ä b")
                        .destinationBucket(target)
                        .destinationKey("copy"));
        assertThat(coffer.s3(coffer.away())
                        .getObjectAsBytes(g -> g.bucket(target).key("copy"))
                        .asByteArray())
                .isEqualTo(content);
    }
}
