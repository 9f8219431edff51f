package dev.coffer.conformance.s3;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Conformance
class VersioningTest {
    private final Deployment coffer;

    VersioningTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private String put(String bucket, String text) {
        return coffer.s3()
                .putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString(text))
                .versionId();
    }

    private String text(String bucket, String version) {
        return coffer.s3()
                .getObjectAsBytes(g -> g.bucket(bucket).key("k").versionId(version))
                .asUtf8String();
    }

    private String latest(String bucket) {
        return coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key("k")).asUtf8String();
    }

    private void versioning(String bucket, BucketVersioningStatus status) {
        coffer.s3().putBucketVersioning(v -> v.bucket(bucket).versioningConfiguration(c -> c.status(status)));
    }

    @Test
    void a_new_bucket_keeps_no_versions() {
        String bucket = coffer.newBucket();
        assertThat(coffer.s3().getBucketVersioning(v -> v.bucket(bucket)).status())
                .isNull();
        assertThat(put(bucket, "x")).isNull();
    }

    @Test
    void every_write_is_kept() {
        String bucket = coffer.newBucket();
        versioning(bucket, BucketVersioningStatus.ENABLED);
        String one = put(bucket, "one");
        String two = put(bucket, "two");
        assertThat(one).isNotEqualTo(two);
        assertThat(text(bucket, one)).isEqualTo("one");
        assertThat(latest(bucket)).isEqualTo("two");
    }

    @Test
    void a_delete_leaves_a_marker_and_deleting_the_marker_brings_the_object_back() {
        String bucket = coffer.newBucket();
        versioning(bucket, BucketVersioningStatus.ENABLED);
        put(bucket, "one");
        DeleteObjectResponse deleted =
                coffer.s3().deleteObject(d -> d.bucket(bucket).key("k"));
        assertThat(deleted.deleteMarker()).isTrue();
        S3Exception gone = catchThrowableOfType(S3Exception.class, () -> latest(bucket));
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-delete-marker"))
                .hasValue("true");
        S3Exception notReadable = catchThrowableOfType(S3Exception.class, () -> text(bucket, deleted.versionId()));
        assertThat(notReadable.statusCode()).isEqualTo(405);
        coffer.s3().deleteObject(d -> d.bucket(bucket).key("k").versionId(deleted.versionId()));
        assertThat(latest(bucket)).isEqualTo("one");
    }

    @Test
    void deleting_a_version_is_for_good_and_the_one_before_becomes_the_latest() {
        String bucket = coffer.newBucket();
        versioning(bucket, BucketVersioningStatus.ENABLED);
        put(bucket, "one");
        String two = put(bucket, "two");
        coffer.s3().deleteObject(d -> d.bucket(bucket).key("k").versionId(two));
        assertThat(latest(bucket)).isEqualTo("one");
        refused(404, "NoSuchVersion", () -> text(bucket, two));
    }

    @Test
    void what_was_there_before_versioning_is_the_null_version() {
        String bucket = coffer.newBucket();
        put(bucket, "before");
        versioning(bucket, BucketVersioningStatus.ENABLED);
        put(bucket, "after");
        assertThat(text(bucket, "null")).isEqualTo("before");
    }

    @Test
    void suspended_versioning_replaces_the_null_version_only() {
        String bucket = coffer.newBucket();
        versioning(bucket, BucketVersioningStatus.ENABLED);
        String kept = put(bucket, "kept");
        versioning(bucket, BucketVersioningStatus.SUSPENDED);
        assertThat(coffer.s3().getBucketVersioning(v -> v.bucket(bucket)).status())
                .isEqualTo(BucketVersioningStatus.SUSPENDED);
        put(bucket, "null one");
        put(bucket, "null two");
        assertThat(latest(bucket)).isEqualTo("null two");
        assertThat(text(bucket, "null")).isEqualTo("null two");
        assertThat(text(bucket, kept)).isEqualTo("kept");
        assertThat(coffer.s3().listObjectVersions(l -> l.bucket(bucket)).versions())
                .hasSize(2);
        DeleteObjectResponse deleted =
                coffer.s3().deleteObject(d -> d.bucket(bucket).key("k"));
        assertThat(deleted.versionId()).isEqualTo("null");
        assertThat(coffer.s3().listObjectVersions(l -> l.bucket(bucket)).versions())
                .hasSize(1);
    }

    @Test
    void a_bucket_with_versions_is_not_empty() {
        String bucket = coffer.newBucket();
        versioning(bucket, BucketVersioningStatus.ENABLED);
        put(bucket, "x");
        coffer.s3().deleteObject(d -> d.bucket(bucket).key("k"));
        refused(409, "BucketNotEmpty", () -> coffer.s3().deleteBucket(b -> b.bucket(bucket)));
    }

    @Test
    void an_impossible_version_id_is_refused() {
        String bucket = coffer.newBucket();
        put(bucket, "x");
        refused(400, "InvalidArgument", () -> text(bucket, "not a version"));
    }
}
