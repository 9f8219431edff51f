package dev.coffer.storage.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.blob.segment.SegmentedBlobStore;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.fault.FullDisk;
import dev.coffer.storage.testing.StorageTest;
import dev.coffer.testing.fault.Crash;
import dev.coffer.testing.fault.SimulatedCrash;
import dev.coffer.testing.fault.SwitchedFaults;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever the process dies, there is the whole object or what was there before, and no blob is left for ever. */
@QuarkusTest
class CrashTest extends StorageTest {
    private static final String[] SMALL = {"before", "after"};
    /** Too large for a segment. */
    private static final String[] LARGE = {"x".repeat(1_100_000), "y".repeat(1_100_000)};
    /** What only a file of its own passes. */
    private static final Set<FaultPoint> OF_FILES =
            EnumSet.of(FaultPoint.BLOB_SEAL, FaultPoint.BLOB_RENAME, FaultPoint.BLOB_FOLDER_SYNC);

    @Inject
    SwitchedFaults faults;

    @Inject
    Orphans orphans;

    @Inject
    BlobStore blobs;

    @Inject
    SegmentedBlobStore store;

    @AfterEach
    void live() {
        faults.clear();
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPoint.class,
            names = {
                "BLOB_CREATE",
                "BLOB_WRITE",
                "BLOB_SEAL",
                "BLOB_RENAME",
                "BLOB_SYNC",
                "BLOB_FOLDER_SYNC",
                "METADATA_COMMIT",
                "ANSWER"
            })
    void a_write_killed_at_any_step_is_whole_or_did_not_happen(FaultPoint point) {
        BucketName bucket = bucket();
        String[] texts = OF_FILES.contains(point) ? LARGE : SMALL;
        put(bucket, "k", texts[0]);
        faults.set(Crash.at(point));

        assertThatThrownBy(() -> put(bucket, "k", texts[1])).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> put(bucket, "new", texts[1])).isInstanceOf(SimulatedCrash.class);
        faults.clear();

        boolean committed = point == FaultPoint.ANSWER;
        assertThat(get(bucket, "k").text()).isEqualTo(texts[committed ? 1 : 0]);
        assertThat(events(bucket, "k")).hasSize(committed ? 2 : 1);
        assertThatThrownBy(() -> get(bucket, "new"))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("NoSuchKey"));
        orphans.collect(REGION, later());
        assertThat(get(bucket, "k").text()).isEqualTo(texts[committed ? 1 : 0]);
        assertThat(orphans.collect(REGION, later())).isZero();
        assertThat(put(bucket, "k", texts[1]).etag()).isNotEmpty();
    }

    @Test
    void the_blob_of_a_deletion_killed_after_its_commit_is_collected() {
        BucketName bucket = bucket();
        put(bucket, "k", "gone");
        put(bucket, "stays", "here");
        Set<BlobName> before = all();
        faults.set(Crash.at(FaultPoint.ANSWER));
        assertThatThrownBy(() -> call(new DeleteObject(bucket, new ObjectKey("k"), Optional.empty(), Optional.empty())))
                .isInstanceOf(SimulatedCrash.class);
        faults.clear();
        assertThatThrownBy(() -> get(bucket, "k")).isInstanceOf(AwsException.class);
        assertThat(all()).isEqualTo(before);

        assertThat(orphans.collect(REGION, Instant.now().minusSeconds(3_600))).isZero();
        assertThat(orphans.collect(REGION, later())).isPositive();

        assertThat(all()).hasSize(before.size() - 1);
        assertThat(get(bucket, "stays").text()).isEqualTo("here");
    }

    @Test
    void the_bytes_and_then_the_metadata_are_durable_before_the_answer() {
        BucketName bucket = bucket();
        put(bucket, "warm", "up");
        Map<FaultPoints.Point, Long> syncsAt = new ConcurrentHashMap<>();
        long before = store.syncs();
        faults.set(point -> syncsAt.put(point, store.syncs() - before));

        put(bucket, "k", "text");
        faults.clear();

        assertThat(syncsAt)
                .containsEntry(FaultPoint.BLOB_WRITE, 0L)
                .containsEntry(FaultPoint.BLOB_SYNC, 0L)
                .containsEntry(FaultPoint.METADATA_COMMIT, 1L)
                .containsEntry(FaultPoint.ANSWER, 1L);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPoint.class,
            names = {"BLOB_CREATE", "BLOB_WRITE", "BLOB_SEAL", "BLOB_SYNC"})
    void a_full_disk_is_a_503_and_nothing_half_written_stays(FaultPoint point) {
        BucketName bucket = bucket();
        FullDisk disk = new FullDisk(point, 0);
        orphans.collect(REGION, later());
        Set<BlobName> before = all();
        faults.set(disk);

        assertThatThrownBy(() -> put(
                        bucket,
                        "k",
                        "x"
                                .repeat(OF_FILES.contains(point) ? 1_200_000 : 200_000)
                                .getBytes(StandardCharsets.UTF_8),
                        EncryptionRequest.NONE,
                        root))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code()).isEqualTo("ServiceUnavailable");
                    assertThat(e.status()).isEqualTo(503);
                });

        assertThat(all()).isEqualTo(before);
        assertThatThrownBy(() -> get(bucket, "k")).isInstanceOf(AwsException.class);
        disk.makeRoom();
        put(bucket, "k", "room");
        assertThat(get(bucket, "k").text()).isEqualTo("room");
    }

    private Set<BlobName> all() {
        Set<BlobName> names = new HashSet<>();
        blobs.forEachOlderThan(REGION, later(), names::add);
        return names;
    }

    private static Instant later() {
        return Instant.now().plusSeconds(60);
    }
}
