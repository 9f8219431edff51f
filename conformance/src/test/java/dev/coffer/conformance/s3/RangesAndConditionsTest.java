package dev.coffer.conformance.s3;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.RawRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Conformance
class RangesAndConditionsTest {
    private static final int SIZE = 200_000;
    private final Deployment coffer;

    RangesAndConditionsTest(Deployment coffer) {
        this.coffer = coffer;
    }

    enum Kind {
        PLAINTEXT,
        SSE_S3,
        SSE_KMS,
        BUCKET_KEY
    }

    private String bucketWith(Kind kind, byte[] content) {
        String bucket = kind == Kind.PLAINTEXT ? coffer.newPlaintextBucket(coffer.home()) : coffer.newBucket();
        coffer.s3()
                .putObject(
                        p -> {
                            p.bucket(bucket).key("k");
                            if (kind == Kind.SSE_KMS || kind == Kind.BUCKET_KEY) {
                                p.serverSideEncryption("aws:kms").bucketKeyEnabled(kind == Kind.BUCKET_KEY);
                            }
                        },
                        RequestBody.fromBytes(content));
        return bucket;
    }

    @ParameterizedTest
    @EnumSource
    void a_range_is_the_part_of_the_whole_that_it_says_whatever_the_encryption(Kind kind) {
        byte[] content = Bytes.of(SIZE);
        String bucket = bucketWith(kind, content);
        int[][] ranges = {{0, 0}, {0, 65_535}, {65_535, 65_536}, {65_536, 131_071}, {1, 199_998}, {199_999, 199_999}};
        for (int[] range : ranges) {
            ResponseBytes<GetObjectResponse> got = coffer.s3()
                    .getObjectAsBytes(g -> g.bucket(bucket).key("k").range("bytes=" + range[0] + "-" + range[1]));
            assertThat(got.asByteArrayUnsafe())
                    .as(kind + " " + Arrays.toString(range))
                    .isEqualTo(Arrays.copyOfRange(content, range[0], range[1] + 1));
            assertThat(got.response().contentRange()).isEqualTo("bytes " + range[0] + "-" + range[1] + "/" + SIZE);
            assertThat(got.response().sdkHttpResponse().statusCode()).isEqualTo(206);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=-10, bytes 199990-199999/200000",
        "bytes=199990-, bytes 199990-199999/200000",
        "bytes=199990-999999999, bytes 199990-199999/200000",
        "bytes=-999999999, bytes 0-199999/200000"
    })
    void open_ranges_end_where_the_object_does(String range, String contentRange) {
        String bucket = bucketWith(Kind.SSE_S3, Bytes.of(SIZE));
        assertThat(coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k").range(range))
                        .response()
                        .contentRange())
                .isEqualTo(contentRange);
    }

    @Test
    void a_range_behind_the_end_cannot_be_satisfied() {
        String bucket = bucketWith(Kind.SSE_S3, Bytes.of(10));
        refused(
                416,
                "InvalidRange",
                () -> coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k").range("bytes=10-20")));
    }

    @ParameterizedTest
    @CsvSource({"lines=1-2", "bytes=5-2", "bytes=a-b", "'bytes=0-1,4-5'"})
    void a_range_that_makes_no_sense_is_ignored(String range) {
        String bucket = bucketWith(Kind.SSE_S3, Bytes.of(10));
        RawRequest.Answer answer = new RawRequest(coffer, "GET", "/" + bucket + "/k")
                .header("Range", range)
                .send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.content()).hasSize(10);
    }

    @Test
    void readers_state_conditions() {
        String bucket = bucketWith(Kind.SSE_S3, Bytes.of(10));
        String etag = coffer.s3().headObject(h -> h.bucket(bucket).key("k")).eTag();
        Instant past = Instant.now().minusSeconds(3600);
        Instant future = Instant.now().plusSeconds(3600);
        assertThat(coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k").ifMatch(etag))
                        .asByteArray())
                .hasSize(10);
        refused(
                412,
                "PreconditionFailed",
                () -> coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k").ifMatch("\"other\"")));
        refused(
                412,
                "PreconditionFailed",
                () -> coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k").ifUnmodifiedSince(past)));
        assertThat(statusOf(() -> coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k").ifNoneMatch(etag))))
                .isEqualTo(304);
        assertThat(statusOf(() -> coffer.s3()
                        .headObject(g -> g.bucket(bucket).key("k").ifModifiedSince(future.minusSeconds(3590)))))
                .isEqualTo(304);
        assertThat(coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket).key("k").ifModifiedSince(past))
                        .asByteArray())
                .hasSize(10);
    }

    private static int statusOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(S3Exception.class, call).statusCode();
    }

    @Test
    void if_match_wins_over_if_unmodified_since() {
        String bucket = bucketWith(Kind.SSE_S3, Bytes.of(10));
        String etag = coffer.s3().headObject(h -> h.bucket(bucket).key("k")).eTag();
        assertThat(coffer.s3()
                        .getObjectAsBytes(g -> g.bucket(bucket)
                                .key("k")
                                .ifMatch(etag)
                                .ifUnmodifiedSince(Instant.now().minusSeconds(3600)))
                        .asByteArray())
                .hasSize(10);
    }

    @Test
    void a_writer_may_insist_on_being_the_first() {
        String bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key("k").ifNoneMatch("*"), RequestBody.fromString("first"));
        refused(
                412,
                "PreconditionFailed",
                () -> coffer.s3()
                        .putObject(p -> p.bucket(bucket).key("k").ifNoneMatch("*"), RequestBody.fromString("second")));
        assertThat(coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key("k")).asUtf8String())
                .isEqualTo("first");
    }

    @Test
    void a_writer_may_insist_on_what_it_replaces() {
        String bucket = coffer.newBucket();
        refused(
                404,
                "NoSuchKey",
                () -> coffer.s3()
                        .putObject(p -> p.bucket(bucket).key("k").ifMatch("\"x\""), RequestBody.fromString("x")));
        String etag = coffer.s3()
                .putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("one"))
                .eTag();
        coffer.s3().putObject(p -> p.bucket(bucket).key("k").ifMatch(etag), RequestBody.fromString("two"));
        refused(
                412,
                "PreconditionFailed",
                () -> coffer.s3()
                        .putObject(p -> p.bucket(bucket).key("k").ifMatch(etag), RequestBody.fromString("three")));
    }

    @Test
    void of_many_who_insist_on_being_the_first_exactly_one_is() throws Exception {
        String bucket = coffer.newBucket();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = executor.invokeAll(IntStream.range(0, 20)
                    .mapToObj(i -> (Callable<Integer>) () -> {
                        try {
                            coffer.s3()
                                    .putObject(
                                            p -> p.bucket(bucket).key("k").ifNoneMatch("*"),
                                            RequestBody.fromString("writer " + i));
                            return 200;
                        } catch (S3Exception e) {
                            return e.statusCode();
                        }
                    })
                    .toList());
            int winners = 0;
            for (var outcome : outcomes) {
                assertThat(outcome.get()).isIn(200, 409, 412);
                winners += outcome.get() == 200 ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
    }
}
