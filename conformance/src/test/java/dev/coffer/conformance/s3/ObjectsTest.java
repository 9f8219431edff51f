package dev.coffer.conformance.s3;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

@Conformance
class ObjectsTest {
    private final Deployment coffer;

    ObjectsTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private ResponseBytes<GetObjectResponse> get(String bucket, String key) {
        return coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key(key));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_000_000, 20 * 1024 * 1024})
    void what_was_put_is_got(int length) {
        String bucket = coffer.newBucket();
        byte[] content = Bytes.of(length);
        String etag = coffer.s3()
                .putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromBytes(content))
                .eTag();
        assertThat(etag).isEqualTo("\"" + Bytes.md5(content) + "\"");
        ResponseBytes<GetObjectResponse> got = get(bucket, "k");
        assertThat(Bytes.sha256(got.asByteArrayUnsafe())).isEqualTo(Bytes.sha256(content));
        assertThat(got.response().contentLength()).isEqualTo(length);
        assertThat(got.response().eTag()).isEqualTo(etag);
        assertThat(got.response().lastModified())
                .isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "ünï/cödé/日本語/🗝",
                "plus+and%percent&amp;",
                "/leading",
                "double//slash",
                "trailing/",
                "dots/../and/./more",
                "quote'\"<>`{}|\\^[]",
                "?query=no&a=b#fragment",
                " ",
                "tab\tnewline\n",
                "~*()!:@$,;="
            })
    void any_key_is_a_key(String key) {
        String bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key(key), RequestBody.fromString(key));
        assertThat(get(bucket, key).asUtf8String()).isEqualTo(key);
        assertThat(coffer.s3()
                        .listObjectsV2(l -> l.bucket(bucket).encodingType("url"))
                        .contents())
                .singleElement()
                .satisfies(o -> assertThat(o.key()).isEqualTo(key));
        coffer.s3().deleteObject(d -> d.bucket(bucket).key(key));
        refused(404, "NoSuchKey", () -> get(bucket, key));
    }

    @Test
    void metadata_and_content_headers_come_back() {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putObject(
                        p -> p.bucket(bucket)
                                .key("k")
                                .metadata(Map.of("Colour", "blue", "empty", ""))
                                .contentType("text/plain; charset=utf-8")
                                .contentEncoding("identity")
                                .contentLanguage("de")
                                .contentDisposition("attachment; filename=\"x.txt\"")
                                .cacheControl("max-age=60"),
                        RequestBody.fromString("x"));
        HeadObjectResponse head = coffer.s3().headObject(h -> h.bucket(bucket).key("k"));
        assertThat(head.metadata()).containsEntry("colour", "blue").containsEntry("empty", "");
        assertThat(head.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(head.contentEncoding()).isEqualTo("identity");
        assertThat(head.contentLanguage()).isEqualTo("de");
        assertThat(head.contentDisposition()).isEqualTo("attachment; filename=\"x.txt\"");
        assertThat(head.cacheControl()).isEqualTo("max-age=60");
        assertThat(head.acceptRanges()).isEqualTo("bytes");
    }

    @Test
    void a_reader_may_override_the_headers_of_the_answer() {
        String bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("x"));
        GetObjectResponse got = coffer.s3()
                .getObjectAsBytes(g -> g.bucket(bucket)
                        .key("k")
                        .responseContentType("image/png")
                        .responseCacheControl("no-store"))
                .response();
        assertThat(got.contentType()).isEqualTo("image/png");
        assertThat(got.cacheControl()).isEqualTo("no-store");
    }

    @Test
    void the_last_write_wins() {
        String bucket = coffer.newBucket();
        for (int i = 0; i < 5; i++) {
            String text = "version " + i;
            coffer.s3().putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString(text));
            assertThat(get(bucket, "k").asUtf8String()).isEqualTo(text);
        }
        assertThat(coffer.s3().listObjectsV2(l -> l.bucket(bucket)).contents()).hasSize(1);
    }

    @Test
    void what_is_not_there_is_said_so() {
        String bucket = coffer.newBucket();
        refused(404, "NoSuchKey", () -> get(bucket, "nothing"));
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                software.amazon.awssdk.services.s3.model.S3Exception.class,
                                () -> coffer.s3()
                                        .headObject(h -> h.bucket(bucket).key("nothing")))
                        .statusCode())
                .isEqualTo(404);
        refused(404, "NoSuchBucket", () -> get("no-such-bucket-" + bucket, "k"));
    }

    @Test
    void deleting_what_is_not_there_succeeds() {
        String bucket = coffer.newBucket();
        assertThat(coffer.s3()
                        .deleteObject(d -> d.bucket(bucket).key("nothing"))
                        .sdkHttpResponse()
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void many_are_deleted_at_once() {
        String bucket = coffer.newBucket();
        for (int i = 0; i < 5; i++) {
            String key = "k" + i;
            coffer.s3().putObject(p -> p.bucket(bucket).key(key), RequestBody.fromString("x"));
        }
        List<ObjectIdentifier> some = List.of(id("k0"), id("k1"), id("nothing"));
        assertThat(coffer.s3()
                        .deleteObjects(d -> d.bucket(bucket).delete(v -> v.objects(some)))
                        .deleted())
                .extracting(DeletedObject::key)
                .containsExactlyInAnyOrder("k0", "k1", "nothing");
        assertThat(coffer.s3()
                        .deleteObjects(d ->
                                d.bucket(bucket).delete(v -> v.objects(id("k2")).quiet(true)))
                        .deleted())
                .isEmpty();
        assertThat(coffer.s3().listObjectsV2(l -> l.bucket(bucket)).contents()).hasSize(2);
    }

    private static ObjectIdentifier id(String key) {
        return ObjectIdentifier.builder().key(key).build();
    }
}
