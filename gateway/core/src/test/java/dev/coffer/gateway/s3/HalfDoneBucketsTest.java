package dev.coffer.gateway.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.directory.BucketDirectory;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.CreateBucket;
import dev.coffer.storage.api.DeleteBucket;
import dev.coffer.storage.api.HeadBucket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Creation and deletion of a bucket when its region refuses, or answers nothing that tells what it did. */
class HalfDoneBucketsTest extends S3EdgeFixture {
    private static final BucketName BUCKET = new BucketName("half-done");
    private final AwsException lost = S3Error.INTERNAL_ERROR.error();

    private S3Client client;

    @BeforeEach
    void connect() {
        client = client();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_refused_creation_frees_the_name() {
        storage.failNext(CreateBucket.class, S3Error.TOO_MANY_BUCKETS.error(), false);
        assertStatus(400, () -> client.createBucket(b -> b.bucket(BUCKET.value())));
        assertThat(reservedByAnother().created()).isTrue();
    }

    @Test
    void a_creation_without_an_answer_keeps_the_name_and_is_gone_on_with() {
        storage.failNext(CreateBucket.class, lost, true);
        assertStatus(500, () -> client.createBucket(b -> b.bucket(BUCKET.value())));
        assertThat(directory.find(BUCKET)).as("not visible yet").isEmpty();
        assertThat(reservedByAnother().created()).as("the name is kept").isFalse();

        client.createBucket(b -> b.bucket(BUCKET.value()));

        assertThat(directory.find(BUCKET)).isPresent();
    }

    @Test
    void a_refused_deletion_leaves_the_bucket_as_it_was() {
        client.createBucket(b -> b.bucket(BUCKET.value()));
        storage.failNext(DeleteBucket.class, S3Error.BUCKET_NOT_EMPTY.error(), false);
        assertStatus(409, () -> client.deleteBucket(b -> b.bucket(BUCKET.value())));
        assertThat(directory.find(BUCKET)).isPresent();
    }

    @Test
    void a_deletion_without_an_answer_stays_hidden_for_the_sweeper() {
        client.createBucket(b -> b.bucket(BUCKET.value()));
        storage.failNext(DeleteBucket.class, lost, true);
        assertStatus(500, () -> client.deleteBucket(b -> b.bucket(BUCKET.value())));
        assertThat(directory.find(BUCKET)).isEmpty();
        assertThat(reservedByAnother().created()).isFalse();
    }

    @Test
    void a_bucket_that_its_region_has_no_more_can_be_deleted() {
        directory.reserve(BUCKET, ACCOUNT, "c".repeat(64), new Region("us-east-1"));
        directory.activate(BUCKET);
        client.deleteBucket(b -> b.bucket(BUCKET.value()));
        assertThat(reservedByAnother().created()).isTrue();
    }

    @Test
    void a_stopped_region_is_not_asked() {
        RunningRegions running = new RunningRegions(storage, new Region("eu-west-1")::equals);
        HeadBucket head = new HeadBucket(BUCKET);

        assertThatThrownBy(() -> running.call(head, new Region("eu-west-1"), null))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        e -> assertThat(S3Error.SERVICE_UNAVAILABLE.is(e)).isTrue());
        assertThat(storage.calls).isEmpty();
        running.call(head, new Region("us-east-1"), null);
        assertThat(storage.calls).isEqualTo(List.of(head));
    }

    private BucketDirectory.Reservation reservedByAnother() {
        return directory.reserve(BUCKET, new AccountId("222222222222"), "d".repeat(64), new Region("us-east-1"));
    }

    private static void assertStatus(int status, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status));
    }
}
