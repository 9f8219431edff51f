package dev.coffer.conformance.s3;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.coffer.cli.aws.Clients;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.RawRequest;
import dev.coffer.conformance.support.Unique;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Bucket;

@Conformance
class BucketsTest {
    private final Deployment coffer;

    BucketsTest(Deployment coffer) {
        this.coffer = coffer;
    }

    @Test
    void a_new_bucket_is_listed_headed_and_located() {
        String here = coffer.newBucket(coffer.home());
        String there = coffer.newBucket(coffer.away());
        assertThat(coffer.s3().listBuckets().buckets()).extracting(Bucket::name).contains(here, there);
        assertThat(coffer.s3(coffer.away())
                        .getBucketLocation(l -> l.bucket(there))
                        .locationConstraintAsString())
                .isEqualTo(coffer.away());
        assertThat(coffer.s3().getBucketLocation(l -> l.bucket(here)).locationConstraintAsString())
                .as("us-east-1 has no location constraint")
                .isIn("", null, "null");
        assertThat(coffer.s3(coffer.away()).headBucket(h -> h.bucket(there)).bucketRegion())
                .isEqualTo(coffer.away());
    }

    @Test
    void making_my_own_bucket_again_changes_nothing_in_us_east_1_and_is_refused_elsewhere() {
        String here = coffer.newBucket("us-east-1");
        assertThatCode(() -> coffer.s3("us-east-1").createBucket(b -> b.bucket(here)))
                .doesNotThrowAnyException();
        String there = coffer.newBucket(coffer.away());
        refused(
                409,
                "BucketAlreadyOwnedByYou",
                () -> coffer.s3(coffer.away())
                        .createBucket(b ->
                                b.bucket(there).createBucketConfiguration(c -> c.locationConstraint(coffer.away()))));
    }

    @Test
    void names_are_shared_by_all_accounts() {
        String bucket = coffer.newBucket();
        try (Clients other = coffer.as(coffer.newAccount())) {
            refused(409, "BucketAlreadyExists", () -> other.s3(coffer.home()).createBucket(b -> b.bucket(bucket)));
            assertThat(other.s3(coffer.home()).listBuckets().buckets())
                    .extracting(Bucket::name)
                    .doesNotContain(bucket);
            refused(403, "AccessDenied", () -> other.s3(coffer.home()).listObjectsV2(l -> l.bucket(bucket)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Upper", "under_score", "-dash", "dot..dot", "192.168.1.1", "xn--a"})
    void impossible_names_are_refused(String name) {
        assertThat(new RawRequest(coffer, "PUT", "/" + name).send().error()).isEqualTo("400 InvalidBucketName");
    }

    /** Not by the SDK: it adds the constraint by itself. */
    @Test
    void the_location_constraint_must_be_the_region_that_is_asked() {
        assertThat(new RawRequest(coffer, "PUT", "/" + Unique.bucket())
                        .region(coffer.away())
                        .send()
                        .error())
                .isEqualTo("400 IllegalLocationConstraintException");
        assertThat(new RawRequest(coffer, "PUT", "/" + Unique.bucket())
                        .region(coffer.away())
                        .body("<CreateBucketConfiguration><LocationConstraint>" + coffer.home()
                                + "</LocationConstraint></CreateBucketConfiguration>")
                        .send()
                        .error())
                .isIn("400 IllegalLocationConstraintException", "400 InvalidLocationConstraint");
    }

    @Test
    void only_an_empty_bucket_can_be_deleted() {
        String bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("x"));
        refused(409, "BucketNotEmpty", () -> coffer.s3().deleteBucket(b -> b.bucket(bucket)));
        coffer.s3().deleteObject(d -> d.bucket(bucket).key("k"));
        coffer.s3().deleteBucket(b -> b.bucket(bucket));
        refused(404, "NoSuchBucket", () -> coffer.s3().listObjectsV2(l -> l.bucket(bucket)));
        refused(404, "NoSuchBucket", () -> coffer.s3().deleteBucket(b -> b.bucket(bucket)));
    }

    @Test
    void a_deleted_name_is_free_again_in_another_region() {
        String bucket = coffer.newBucket();
        coffer.s3().deleteBucket(b -> b.bucket(bucket));
        coffer.s3(coffer.away())
                .createBucket(
                        b -> b.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(coffer.away())));
        assertThat(coffer.s3(coffer.away()).headBucket(h -> h.bucket(bucket)).bucketRegion())
                .isEqualTo(coffer.away());
    }

    @Test
    void the_wrong_region_is_told_the_right_one() {
        String bucket = coffer.newBucket(coffer.away());
        RawRequest.Answer answer = new RawRequest(coffer, "GET", "/" + bucket).send();
        assertThat(answer.error()).isIn("400 AuthorizationHeaderMalformed", "301 PermanentRedirect");
        assertThat(answer.text()).contains(coffer.away());
    }

    @Test
    void a_client_that_follows_regions_finds_the_bucket() {
        String bucket = coffer.newBucket(coffer.away());
        try (var anywhere = software.amazon.awssdk.services.s3.S3Client.builder()
                .endpointOverride(coffer.endpoint())
                .region(software.amazon.awssdk.regions.Region.of(coffer.home()))
                .credentialsProvider(() -> coffer.credentials().forSdk())
                .crossRegionAccessEnabled(true)
                .forcePathStyle(true)
                .build()) {
            anywhere.putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("x"));
            assertThat(anywhere.getObjectAsBytes(g -> g.bucket(bucket).key("k")).asUtf8String())
                    .isEqualTo("x");
        }
    }

    @Test
    void virtual_host_style_reaches_the_same_bucket() {
        String bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key("a b"), RequestBody.fromString("x"));
        RawRequest.Answer answer = new RawRequest(coffer, "GET", "/a%20b")
                .header("Host", bucket + ".localhost:" + coffer.endpoint().getPort())
                .send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("x");
    }

    @Test
    void bucket_tags_can_be_put_read_and_deleted() {
        String bucket = coffer.newBucket();
        refused(404, "NoSuchTagSet", () -> coffer.s3().getBucketTagging(t -> t.bucket(bucket)));
        coffer.s3()
                .putBucketTagging(t -> t.bucket(bucket)
                        .tagging(s -> s.tagSet(software.amazon.awssdk.services.s3.model.Tag.builder()
                                .key("team")
                                .value("blue")
                                .build())));
        assertThat(coffer.s3().getBucketTagging(t -> t.bucket(bucket)).tagSet())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("blue"));
        coffer.s3().deleteBucketTagging(t -> t.bucket(bucket));
        refused(404, "NoSuchTagSet", () -> coffer.s3().getBucketTagging(t -> t.bucket(bucket)));
    }
}
