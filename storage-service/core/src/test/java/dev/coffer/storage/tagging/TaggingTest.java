package dev.coffer.storage.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.DeleteObjectTagging;
import dev.coffer.storage.api.GetObjectTagging;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.PutObjectTagging;
import dev.coffer.storage.api.TagSet;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TaggingTest extends StorageTest {
    private static final ObjectKey KEY = new ObjectKey("k");

    @Test
    void tags_are_put_got_and_deleted_without_touching_the_object() {
        BucketName bucket = bucket();
        WriteResult written = put(bucket, "k", "hello");

        call(new PutObjectTagging(bucket, KEY, Optional.empty(), Map.of("team", "a", "empty", "")));
        assertThat(tags(bucket, Optional.empty()).tags()).isEqualTo(Map.of("team", "a", "empty", ""));
        assertThat(get(bucket, "k").head().tagCount()).isEqualTo(2);
        assertThat(get(bucket, "k").head().etag()).isEqualTo(written.etag());
        assertThat(get(bucket, "k").head().lastModified()).isEqualTo(written.lastModified());

        call(new DeleteObjectTagging(bucket, KEY, Optional.empty()));
        assertThat(tags(bucket, Optional.empty()).tags()).isEmpty();
        assertThat(events(bucket, "k"))
                .extracting(e -> e.eventName())
                .containsExactly("ObjectCreated:Put", "ObjectTagging:Put", "ObjectTagging:Delete");
    }

    @Test
    void each_version_has_tags_of_its_own() {
        BucketName bucket = versionedBucket();
        Optional<String> old = put(bucket, "k", "old").versionId();
        Optional<String> young = put(bucket, "k", "young").versionId();

        TagSet put = call(new PutObjectTagging(bucket, KEY, old, Map.of("age", "old")));

        assertThat(put.versionId()).isEqualTo(old);
        assertThat(tags(bucket, old).tags()).containsEntry("age", "old");
        assertThat(tags(bucket, Optional.empty()).tags()).isEmpty();
        assertThat(tags(bucket, Optional.empty()).versionId()).isEqualTo(young);
    }

    @Test
    void a_delete_marker_and_a_missing_object_have_no_tags() {
        BucketName bucket = versionedBucket();
        assertRefused("NoSuchKey", new PutObjectTagging(bucket, KEY, Optional.empty(), Map.of()));
        put(bucket, "k", "x");
        Optional<String> marker = call(new DeleteObject(bucket, KEY, Optional.empty(), Optional.empty()))
                .versionId();
        assertRefused("NoSuchKey", new PutObjectTagging(bucket, KEY, Optional.empty(), Map.of()));
        assertRefused("MethodNotAllowed", new PutObjectTagging(bucket, KEY, marker, Map.of()));
    }

    @Test
    void tags_out_of_bounds_are_refused() {
        BucketName bucket = bucket();
        put(bucket, "k", "x");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 11; i++) {
            many.put("k" + i, "v");
        }
        assertRefused("BadRequest", new PutObjectTagging(bucket, KEY, Optional.empty(), many));
        for (Map<String, String> bad : java.util.List.of(
                Map.of("k".repeat(129), "v"), Map.of("k", "v".repeat(257)), Map.of("k<", "v"), Map.of("aws:k", "v"))) {
            assertRefused("InvalidTag", new PutObjectTagging(bucket, KEY, Optional.empty(), bad));
        }
        assertThat(tags(bucket, Optional.empty()).tags()).isEmpty();
    }

    @Test
    void tagging_needs_a_permission_of_its_own() {
        BucketName bucket = bucket();
        put(bucket, "k", "x");
        Caller writer = user(
                "writer",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                        + "[\"s3:PutObject\",\"s3:GetObject\"],\"Resource\":\"*\"}}");
        assertThatThrownBy(() -> storage.call(
                        new PutObjectTagging(bucket, KEY, Optional.empty(), Map.of("a", "b")), REGION, writer))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("AccessDenied"));
    }

    private TagSet tags(BucketName bucket, Optional<String> version) {
        return call(new GetObjectTagging(bucket, KEY, version));
    }

    private void assertRefused(String code, PutObjectTagging operation) {
        assertThatThrownBy(() -> call(operation))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
