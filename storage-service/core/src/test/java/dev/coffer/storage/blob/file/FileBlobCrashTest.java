package dev.coffer.storage.blob.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobMissingException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobWriter;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.fault.FullDisk;
import dev.coffer.testing.fault.Crash;
import dev.coffer.testing.fault.SimulatedCrash;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileBlobCrashTest {
    private static final int BLOCK = 1_000;
    private static final byte[] BYTES = Blobs.bytes(5, 2_500);

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(
            value = FaultPoint.class,
            names = {"BLOB_CREATE", "BLOB_WRITE", "BLOB_SEAL", "BLOB_RENAME", "BLOB_SYNC", "BLOB_FOLDER_SYNC"})
    void a_crash_at_any_step_leaves_the_whole_blob_or_nothing(FaultPoint point) {
        BlobName name = Blobs.name();
        try (FileBlobStore dying = FileBlobStore.open(root, Crash.at(point))) {
            assertThatThrownBy(() -> Blobs.put(dying, name, BYTES, BLOCK)).isInstanceOf(SimulatedCrash.class);
        }
        try (FileBlobStore next = FileBlobStore.open(root, FaultPoints.NONE)) {
            if (point.compareTo(FaultPoint.BLOB_RENAME) <= 0) {
                assertThatThrownBy(() -> next.open(name)).isInstanceOf(BlobMissingException.class);
                assertThat(Blobs.files(root)).isEmpty();
            } else {
                assertThat(Blobs.get(next, name)).isEqualTo(BYTES);
                assertThat(Blobs.files(root)).hasSize(1);
            }
            Blobs.put(next, Blobs.name(), BYTES, BLOCK);
        }
    }

    @Test
    void the_living_keep_their_unfinished_blobs_when_another_process_starts() {
        try (FileBlobStore living = FileBlobStore.open(root, FaultPoints.NONE);
                BlobWriter writer = living.create(Blobs.name(), BLOCK)) {
            writer.write(ByteBuffer.wrap(BYTES));
            try (FileBlobStore another = FileBlobStore.open(root, FaultPoints.NONE)) {
                writer.commit();
                assertThat(Blobs.files(root)).hasSize(1);
                Blobs.put(another, BYTES, BLOCK);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPoint.class,
            names = {"BLOB_CREATE", "BLOB_WRITE", "BLOB_SEAL", "BLOB_RENAME", "BLOB_SYNC", "BLOB_FOLDER_SYNC"})
    void a_full_disk_answers_503_leaves_nothing_and_recovers(FaultPoint point) {
        FullDisk disk = new FullDisk(point, 0);
        try (FileBlobStore store = FileBlobStore.open(root, disk)) {
            assertThatThrownBy(() -> Blobs.put(store, BYTES, BLOCK)).isInstanceOfSatisfying(AwsException.class, e -> {
                assertThat(e.status()).isEqualTo(503);
                assertThat(e.code()).isEqualTo("ServiceUnavailable");
            });
            assertThat(Blobs.files(root)).isEmpty();
            disk.makeRoom();
            assertThat(Blobs.get(store, Blobs.put(store, BYTES, BLOCK))).isEqualTo(BYTES);
        }
    }

    @Test
    void bytes_and_name_are_synced_before_commit_returns() {
        List<FaultPoints.Point> passed = new ArrayList<>();
        try (FileBlobStore store = FileBlobStore.open(root, passed::add)) {
            Blobs.put(store, BYTES, BLOCK);
        }
        assertThat(passed)
                .containsExactly(
                        FaultPoint.BLOB_CREATE,
                        FaultPoint.BLOB_WRITE,
                        FaultPoint.BLOB_SEAL,
                        FaultPoint.BLOB_RENAME,
                        FaultPoint.BLOB_SYNC,
                        FaultPoint.BLOB_FOLDER_SYNC);
    }
}
