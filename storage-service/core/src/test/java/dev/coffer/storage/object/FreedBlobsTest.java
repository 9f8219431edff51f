package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.DeleteBucket;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.PutObject;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no version names any more, or never came to name, does not stay on the disk. */
@QuarkusTest
class FreedBlobsTest extends StorageTest {
    @Inject
    BlobStore blobs;

    private Set<BlobName> before = Set.of();
    private BucketName bucket;

    @BeforeEach
    void look() {
        bucket = bucket();
        before = all();
    }

    @Test
    void a_replaced_object_leaves_one_blob() {
        put(bucket, "k", "one");
        put(bucket, "k", "two");
        awaitNew(1);
        assertThat(get(bucket, "k").text()).isEqualTo("two");
    }

    @Test
    void a_deleted_object_leaves_none() {
        put(bucket, "k", "one");
        call(new DeleteObject(bucket, new ObjectKey("k"), Optional.empty(), Optional.empty()));
        awaitNew(0);
    }

    @Test
    void a_write_whose_digest_is_wrong_leaves_none() {
        PutObject wrong = new PutObject(
                bucket,
                new ObjectKey("k"),
                ObjectHeaders.NONE,
                Map.of(),
                Map.of(),
                "STANDARD",
                EncryptionRequest.NONE,
                Conditions.NONE,
                new Digests(Optional.of("AAAAAAAAAAAAAAAAAAAAAA=="), Optional.empty(), Map.of()));

        assertThatThrownBy(() -> put(wrong, new byte[200_000], root)).isInstanceOf(AwsException.class);

        assertThat(newOnes()).isEmpty();
    }

    @Test
    void a_write_whose_condition_does_not_hold_leaves_none() {
        Conditions ifMatch = new Conditions(Optional.of("\"x\""), Optional.empty(), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> put(put(bucket, "k", EncryptionRequest.NONE, ifMatch), new byte[10], root))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("NoSuchKey"));

        awaitNew(0);
    }

    @Test
    void of_a_write_and_the_deletion_of_its_bucket_at_once_one_is_refused() throws Exception {
        for (int i = 0; i < 20; i++) {
            BucketName victim = bucket();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                CompletableFuture<String> write =
                        CompletableFuture.supplyAsync(() -> outcome(() -> put(victim, "k", "one")), threads);
                CompletableFuture<String> deletion =
                        CompletableFuture.supplyAsync(() -> outcome(() -> call(new DeleteBucket(victim))), threads);
                assertThat(write.get() + " " + deletion.get()).isIn("done BucketNotEmpty", "NoSuchBucket done");
            }
            long versions = database.statements()
                    .query("select 1 from storage.object_version where bucket = $1", row -> 1, victim.value())
                    .size();
            long buckets = database.statements()
                    .query("select 1 from storage.bucket where name = $1", row -> 1, victim.value())
                    .size();
            assertThat(versions).isEqualTo(buckets);
        }
    }

    private static String outcome(Runnable call) {
        try {
            call.run();
            return "done";
        } catch (AwsException e) {
            return e.code();
        }
    }

    private void awaitNew(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> newOnes().size() == count);
    }

    private Set<BlobName> newOnes() {
        Set<BlobName> found = all();
        found.removeAll(before);
        return found;
    }

    private Set<BlobName> all() {
        Set<BlobName> found = new HashSet<>();
        blobs.forEachOlderThan(REGION, clock.real().plus(Duration.ofDays(1)), found::add);
        return found;
    }
}
