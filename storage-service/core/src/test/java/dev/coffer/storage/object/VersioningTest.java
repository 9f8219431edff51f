package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.ListObjectVersions;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.PutBucketVersioning;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VersioningTest extends StorageTest {
    private static final ObjectKey KEY = new ObjectKey("k");

    @Test
    void every_write_of_a_versioned_bucket_stays_readable_by_its_id() {
        BucketName bucket = versionedBucket();
        WriteResult first = put(bucket, "k", "one");
        WriteResult second = put(bucket, "k", "two");

        assertThat(get(bucket, "k").text()).isEqualTo("two");
        assertThat(get(bucket, "k", first.versionId(), root).text()).isEqualTo("one");
        assertThat(get(bucket, "k", second.versionId(), root).head().versionId())
                .isEqualTo(second.versionId());
    }

    @Test
    void a_deletion_makes_a_marker_that_hides_and_whose_deletion_brings_back() {
        BucketName bucket = versionedBucket();
        put(bucket, "k", "one");

        DeleteObject.Result marker = delete(bucket, Optional.empty());

        assertThat(marker.deleteMarker()).isTrue();
        assertThatThrownBy(() -> get(bucket, "k")).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo("NoSuchKey");
            assertThat(e.details()).containsEntry("x-amz-delete-marker", "true");
        });
        assertThatThrownBy(() -> get(bucket, "k", marker.versionId(), root))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.status()).isEqualTo(405));

        DeleteObject.Result undone = delete(bucket, marker.versionId());
        assertThat(undone.deleteMarker()).isTrue();
        assertThat(get(bucket, "k").text()).isEqualTo("one");
    }

    @Test
    void deleting_the_latest_version_for_good_makes_the_one_before_it_the_latest() {
        BucketName bucket = versionedBucket();
        put(bucket, "k", "one");
        put(bucket, "k", "two");
        WriteResult third = put(bucket, "k", "three");

        delete(bucket, third.versionId());

        assertThat(get(bucket, "k").text()).isEqualTo("two");
        assertThat(versions(bucket)).extracting(v -> v.latest()).containsExactly(true, false);
    }

    @Test
    void the_null_version_is_replaced_while_versioning_is_suspended_and_others_stay() {
        BucketName bucket = bucket();
        put(bucket, "k", "null of before");
        call(new PutBucketVersioning(bucket, Versioning.ENABLED));
        WriteResult kept = put(bucket, "k", "kept");
        call(new PutBucketVersioning(bucket, Versioning.SUSPENDED));

        WriteResult suspended = put(bucket, "k", "null of now");

        assertThat(suspended.versionId()).hasValue("null");
        assertThat(versions(bucket))
                .extracting(v -> v.versionId())
                .containsExactly("null", kept.versionId().orElseThrow());
        assertThat(get(bucket, "k").text()).isEqualTo("null of now");
        assertThat(get(bucket, "k", kept.versionId(), root).text()).isEqualTo("kept");

        DeleteObject.Result marker = delete(bucket, Optional.empty());
        assertThat(marker.versionId()).hasValue("null");
        assertThat(versions(bucket)).extracting(v -> v.deleteMarker()).containsExactly(true, false);
    }

    @Test
    void a_bucket_without_versioning_deletes_for_good_and_a_missing_key_is_no_error() {
        BucketName bucket = bucket();
        put(bucket, "k", "one");

        assertThat(delete(bucket, Optional.empty())).isEqualTo(new DeleteObject.Result(Optional.empty(), false));
        assertThat(delete(bucket, Optional.empty())).isEqualTo(new DeleteObject.Result(Optional.empty(), false));
        assertThat(versions(bucket)).isEmpty();
        assertThat(events(bucket, "k"))
                .extracting(e -> e.eventName())
                .containsExactly("ObjectCreated:Put", "ObjectRemoved:Delete");
    }

    private DeleteObject.Result delete(BucketName bucket, Optional<String> versionId) {
        return call(new DeleteObject(bucket, KEY, versionId, Optional.empty()));
    }

    private List<ListObjectVersions.Entry> versions(BucketName bucket) {
        return call(new ListObjectVersions(bucket, "", "", "", "", 1000)).entries();
    }
}
