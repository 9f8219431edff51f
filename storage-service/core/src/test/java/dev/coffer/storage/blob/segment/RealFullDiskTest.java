package dev.coffer.storage.blob.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.aws.error.AwsException;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full: one in memory, where whoever runs the tests may mount it. */
class RealFullDiskTest {
    private static final int DISK_MIB = 192;
    private static final int SMALL = 200 * 1024;
    private static final int LARGE = 3 << 20; // a file of its own
    private static final SegmentLimits LIMITS = new SegmentLimits(1 << 20, 16 << 20);

    @TempDir
    Path disk;

    private final SmallBlobs metadata = new SmallBlobs();
    private final Random random = new Random(11);
    private boolean mounted;

    @BeforeEach
    void mount() {
        mounted = runs("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk.toString());
        assumeTrue(mounted, "may not mount a file system");
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            assertThat(runs("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void a_full_disk_answers_503_keeps_what_it_has_and_takes_more_once_something_was_deleted() throws IOException {
        try (SegmentedBlobStore store =
                SegmentedBlobStore.open(disk.resolve("blobs"), LIMITS, FaultPoints.NONE, Bandwidth.unlimited())) {
            assertThat(store.reserve().fill()).isTrue();
            fillUp(store);
            int stored = metadata.named().size();
            assertThat(stored).isGreaterThan(100);
            assertRefuses(store, LARGE);
            assertRefuses(store, SMALL);
            assertReadable(store);
            assertThat(SmallBlobs.all(store))
                    .as("nothing half written is left")
                    .containsExactlyInAnyOrderElementsOf(metadata.named().keySet());

            int i = 0;
            for (BlobName name : List.copyOf(metadata.named().keySet())) {
                if (i++ % 4 != 0) {
                    metadata.delete(store, name);
                }
            }
            SegmentUpkeep upkeep = new SegmentUpkeep(store, metadata);
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            assertReadable(store);
            metadata.putNamed(store, SmallBlobs.bytes(random, LARGE));
            metadata.putNamed(store, SmallBlobs.bytes(random, SMALL));
            assertReadable(store);
        }
    }

    private void fillUp(SegmentedBlobStore store) {
        for (int i = 0; i < 10 * DISK_MIB; i++) {
            try {
                metadata.putNamed(store, SmallBlobs.bytes(random, i % 10 == 9 ? LARGE : SMALL));
            } catch (AwsException full) {
                assertThat(full.code()).isEqualTo("ServiceUnavailable");
                return;
            }
        }
        throw new AssertionError("the disk never filled up");
    }

    private void assertRefuses(SegmentedBlobStore store, int bytes) {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < DISK_MIB; i++) { // a hole may be left that a small one fits into
                        metadata.putNamed(store, SmallBlobs.bytes(random, bytes));
                    }
                })
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.status()).isEqualTo(503);
                    assertThat(e.code()).isEqualTo("ServiceUnavailable");
                });
    }

    private void assertReadable(SegmentedBlobStore store) {
        metadata.named()
                .forEach(
                        (name, bytes) -> assertThat(SmallBlobs.get(store, name)).isEqualTo(bytes));
    }

    private static boolean runs(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
