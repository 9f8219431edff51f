package dev.coffer.storage.blob.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.fault.FullDisk;
import dev.coffer.testing.fault.Crash;
import dev.coffer.testing.fault.SimulatedCrash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process leaves that dies in the middle of something. */
class SegmentRecoveryTest {
    @TempDir
    Path folder;

    @Test
    void a_tail_cut_at_any_length_keeps_what_lies_before_and_serves_nothing_torn() throws IOException {
        long seed = new Random().nextLong();
        System.out.println("SegmentRecoveryTest seed " + seed);
        Random random = new Random(seed);
        Path root = folder.resolve("dying");
        Map<BlobName, byte[]> put = new LinkedHashMap<>();
        try (SegmentedBlobStore dying = store(root)) {
            for (int i = 0; i < 3; i++) {
                byte[] bytes = SmallBlobs.bytes(random, random.nextInt(200));
                put.put(SmallBlobs.put(dying, bytes), bytes);
            }
            copyTree(root, folder.resolve("killed")); // as the disk is while it lives
        }
        SegmentId id = SegmentId.of(put.keySet().iterator().next());
        int end = put.keySet().stream()
                .map(SegmentId::location)
                .mapToInt(l -> l.offset() + l.bytes())
                .max()
                .orElseThrow();
        for (int length = 0; length <= end; length++) {
            Path cut = folder.resolve("cut");
            copyTree(folder.resolve("killed"), cut);
            try (FileChannel channel = FileChannel.open(new SegmentPaths(cut).file(id), StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            recoverAndCheck(cut, put, length, seed);
            deleteTree(cut);
        }
    }

    private static void recoverAndCheck(Path root, Map<BlobName, byte[]> put, int length, long seed)
            throws IOException {
        try (SegmentedBlobStore next = store(root)) {
            upkeep(next).recover(SmallBlobs.REGION);
            assertThat(next.paths().marked(SmallBlobs.REGION)).isEmpty();
            List<BlobName> whole = new ArrayList<>();
            put.forEach((name, bytes) -> {
                int needed = SegmentId.location(name).offset()
                        + RecordHeader.BYTES
                        + bytes.length
                        + (bytes.length > 0 ? RecordHeader.CHECKSUM_BYTES : 0);
                boolean survives = SegmentId.location(name).offset()
                                + SegmentId.location(name).bytes()
                        <= length;
                if (survives) {
                    whole.add(name);
                    assertThat(SmallBlobs.get(next, name))
                            .as("seed %d cut at %d", seed, length)
                            .isEqualTo(bytes);
                } else if (length < needed) {
                    assertThatThrownBy(() -> SmallBlobs.get(next, name))
                            .as("seed %d cut at %d", seed, length)
                            .isInstanceOf(BlobException.class);
                }
            });
            assertThat(SmallBlobs.all(next))
                    .as("seed %d cut at %d", seed, length)
                    .containsAll(whole);
            byte[] fresh = SmallBlobs.bytes(new Random(length), 100);
            assertThat(SmallBlobs.get(next, SmallBlobs.put(next, fresh))).isEqualTo(fresh);
        }
    }

    @Test
    void garbage_between_records_hides_none_and_stays_for_those_who_look() throws IOException {
        Path root = folder.resolve("dying");
        List<BlobName> names = new ArrayList<>();
        try (SegmentedBlobStore dying = store(root)) {
            for (int i = 0; i < 5; i++) {
                names.add(SmallBlobs.put(dying, SmallBlobs.bytes(new Random(i), 300)));
            }
            copyTree(root, folder.resolve("killed"));
        }
        Path killed = folder.resolve("killed");
        Path file = new SegmentPaths(killed).file(SegmentId.of(names.get(0)));
        byte[] bytes = Files.readAllBytes(file);
        bytes[SegmentId.location(names.get(1)).offset() + 20] ^= 1; // a header
        bytes[SegmentId.location(names.get(3)).offset() + 100] ^= 1; // a payload
        bytes[SegmentId.location(names.get(4)).offset() + 20] ^= 1; // the last header
        Files.write(file, bytes);
        try (SegmentedBlobStore next = store(killed)) {
            assertThat(upkeep(next).recover(SmallBlobs.REGION)).isEqualTo(1);
            assertThat(SmallBlobs.all(next)).containsExactly(names.get(0), names.get(2));
            for (int i : new int[] {1, 3, 4}) {
                assertThatThrownBy(() -> SmallBlobs.get(next, names.get(i))).isInstanceOf(BlobException.class);
            }
            int last = SegmentId.location(names.get(4)).offset();
            assertThat(Files.size(file)).isGreaterThan(last + 300);
        }
    }

    @Test
    void the_living_are_not_recovered() throws IOException {
        Path root = folder.resolve("shared");
        try (SegmentedBlobStore living = store(root);
                SegmentedBlobStore another = store(root)) {
            BlobName name = SmallBlobs.put(living, new byte[100]);
            assertThat(upkeep(another).recover(SmallBlobs.REGION)).isZero();
            BlobName second = SmallBlobs.put(another, new byte[200]);
            assertThat(SegmentId.of(second)).isNotEqualTo(SegmentId.of(name));
            assertThat(SmallBlobs.get(another, name)).hasSize(100);
            assertThat(SmallBlobs.get(living, second)).hasSize(200);
            SmallBlobs.put(living, new byte[100]);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_lock_of_an_open_segment_outlives_ones_own_upkeep() throws IOException {
        Path root = folder.resolve("living");
        try (SegmentedBlobStore living = store(root)) {
            BlobName name = SmallBlobs.put(living, new byte[100]);
            assertThat(upkeep(living).recover(SmallBlobs.REGION)).isZero();
            Path mark = living.paths().mark(SegmentId.of(name));
            long inode = (long) Files.getAttribute(mark, "unix:ino");
            assertThat(Files.readString(Path.of("/proc/locks"))).contains(":" + inode + " ");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPoint.class,
            names = {"BLOB_CREATE", "SEGMENT_CREATE", "BLOB_WRITE", "BLOB_SYNC"})
    void a_crash_at_any_step_harms_nothing_that_was_committed(FaultPoint point) {
        Path root = folder.resolve("dying");
        byte[] bytes = SmallBlobs.bytes(new Random(1), 500);
        BlobName before;
        try (SegmentedBlobStore first = store(root)) {
            before = SmallBlobs.put(first, bytes);
        }
        SegmentedBlobStore dying =
                SegmentedBlobStore.open(root, SmallBlobs.SMALL_SEGMENTS, Crash.at(point), Bandwidth.unlimited());
        assertThatThrownBy(() -> SmallBlobs.put(dying, bytes)).isInstanceOf(SimulatedCrash.class);
        try (SegmentedBlobStore next = store(root)) {
            upkeep(next).recover(SmallBlobs.REGION);
            assertThat(SmallBlobs.get(next, before)).isEqualTo(bytes);
            BlobName fresh = SmallBlobs.put(next, bytes);
            assertThat(SmallBlobs.get(next, fresh)).isEqualTo(bytes);
            assertThat(SmallBlobs.all(next)).contains(before, fresh);
        }
    }

    @Test
    void a_crash_while_recovering_is_recovered_from() throws IOException {
        Path root = folder.resolve("dying");
        BlobName name;
        try (SegmentedBlobStore dying = store(root)) {
            name = SmallBlobs.put(dying, new byte[500]);
            copyTree(root, folder.resolve("killed"));
        }
        Path killed = folder.resolve("killed");
        try (SegmentedBlobStore again = SegmentedBlobStore.open(
                killed, SmallBlobs.SMALL_SEGMENTS, Crash.at(FaultPoint.SEGMENT_SEAL), Bandwidth.unlimited())) {
            assertThatThrownBy(() -> upkeep(again).recover(SmallBlobs.REGION)).isInstanceOf(SimulatedCrash.class);
        }
        try (SegmentedBlobStore next = store(killed)) {
            assertThat(upkeep(next).recover(SmallBlobs.REGION)).isEqualTo(1);
            assertThat(upkeep(next).recover(SmallBlobs.REGION)).isZero();
            assertThat(SmallBlobs.get(next, name)).isEqualTo(new byte[500]);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPoint.class,
            names = {"BLOB_CREATE", "SEGMENT_CREATE", "BLOB_WRITE", "BLOB_SYNC"})
    void a_full_disk_answers_503_shows_nothing_and_recovers(FaultPoint point) {
        FullDisk disk = new FullDisk(point, 0);
        byte[] bytes = SmallBlobs.bytes(new Random(1), 500);
        try (SegmentedBlobStore store = SegmentedBlobStore.open(
                folder.resolve("full"), SmallBlobs.SMALL_SEGMENTS, disk, Bandwidth.unlimited())) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> SmallBlobs.put(store, bytes)).isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.status()).isEqualTo(503);
                    assertThat(e.code()).isEqualTo("ServiceUnavailable");
                });
            }
            disk.makeRoom();
            assertThat(SmallBlobs.get(store, SmallBlobs.put(store, bytes))).isEqualTo(bytes);
        }
    }

    private static SegmentedBlobStore store(Path root) {
        return SegmentedBlobStore.open(root, SmallBlobs.SMALL_SEGMENTS, FaultPoints.NONE, Bandwidth.unlimited());
    }

    private static SegmentUpkeep upkeep(SegmentedBlobStore store) {
        return new SegmentUpkeep(store, new SmallBlobs());
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(path -> copy(path, to.resolve(from.relativize(path))));
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
