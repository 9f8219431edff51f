package dev.coffer.conformance.s3;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Tag;

@Conformance
class TaggingTest {
    private final Deployment coffer;

    TaggingTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private List<Tag> tags(String bucket) {
        return coffer.s3().getObjectTagging(t -> t.bucket(bucket).key("k")).tagSet();
    }

    @Test
    void tags_come_with_the_object_and_can_be_changed_and_deleted() {
        String bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key("k").tagging("team=blue&empty="), RequestBody.fromString("x"));
        assertThat(tags(bucket)).containsExactlyInAnyOrder(tag("team", "blue"), tag("empty", ""));
        assertThat(coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k"))
                        .response()
                        .tagCount())
                .isEqualTo(2);
        coffer.s3().putObjectTagging(t -> t.bucket(bucket).key("k").tagging(s -> s.tagSet(tag("team", "red"))));
        assertThat(tags(bucket)).containsExactly(tag("team", "red"));
        coffer.s3().deleteObjectTagging(t -> t.bucket(bucket).key("k"));
        assertThat(tags(bucket)).isEmpty();
    }

    @Test
    void an_object_has_at_most_ten_tags() {
        String bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("x"));
        List<Tag> eleven =
                IntStream.range(0, 11).mapToObj(i -> tag("t" + i, "v")).toList();
        refused(
                400,
                "BadRequest",
                () -> coffer.s3()
                        .putObjectTagging(t -> t.bucket(bucket).key("k").tagging(s -> s.tagSet(eleven))));
    }

    @Test
    void a_tag_key_can_be_used_once_and_is_not_too_long() {
        String bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("x"));
        refused(
                400,
                "InvalidTag",
                () -> coffer.s3()
                        .putObjectTagging(t ->
                                t.bucket(bucket).key("k").tagging(s -> s.tagSet(tag("a", "1"), tag("a", "2")))));
        refused(
                400,
                "InvalidTag",
                () -> coffer.s3()
                        .putObjectTagging(t ->
                                t.bucket(bucket).key("k").tagging(s -> s.tagSet(tag("a".repeat(129), "1")))));
    }

    @Test
    void tags_of_nothing_are_refused() {
        String bucket = coffer.newBucket();
        refused(404, "NoSuchKey", () -> tags(bucket));
    }
}
