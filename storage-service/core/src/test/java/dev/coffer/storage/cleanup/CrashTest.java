package dev.coffer.storage.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.fault.Crash;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.fault.FullDisk;
import dev.coffer.storage.fault.SimulatedCrash;
import dev.coffer.storage.fault.SwitchedFaults;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever the process dies, there is the whole object or what was there before, and no blob is left for ever. */
@QuarkusTest
class CrashTest extends StorageTest {
    private static final String[] TEXTS = {"before", "after"};

    @Inject
    SwitchedFaults faults;

    @Inject
    Orphans orphans;

    @Inject
    BlobStore blobs;

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
        put(bucket, "k", TEXTS[0]);
        faults.set(Crash.at(point));

        assertThatThrownBy(() -> put(bucket, "k", TEXTS[1])).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> put(bucket, "new", TEXTS[1])).isInstanceOf(SimulatedCrash.class);
        faults.clear();

        boolean committed = point == FaultPoint.ANSWER;
        assertThat(get(bucket, "k").text()).isEqualTo(TEXTS[committed ? 1 : 0]);
        assertThat(events(bucket, "k")).hasSize(committed ? 2 : 1);
        assertThatThrownBy(() -> get(bucket, "new"))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("NoSuchKey"));
        orphans.collect(REGION, later());
        assertThat(get(bucket, "k").text()).isEqualTo(TEXTS[committed ? 1 : 0]);
        assertThat(orphans.collect(REGION, later())).isZero();
        assertThat(put(bucket, "k", TEXTS[1]).etag()).isNotEmpty();
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
                        "x".repeat(200_000).getBytes(StandardCharsets.UTF_8),
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
