package dev.coffer.storage.blob.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobException;
import dev.coffer.storage.blob.BlobMissingException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.fault.FullDisk;
import dev.coffer.testing.fault.Crash;
import dev.coffer.testing.fault.SimulatedCrash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompactionTest {
    @TempDir
    Path root;

    private final SmallBlobs metadata = new SmallBlobs();

    @Test
    void dead_space_is_given_back_and_the_living_stay_readable() throws IOException {
        fillAndDelete(200, 4);
        try (SegmentedBlobStore store = store(FaultPoints.NONE)) {
            long before = stored(store);
            SegmentUpkeep upkeep = upkeep(store);
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            assertThat(stored(store)).isLessThan(before / 2);
            assertThat(upkeep.counts().removedSegments()).isPositive();
            assertThat(upkeep.counts().movedBlobs()).isEqualTo(50);
            assertReadable(store);
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            assertThat(upkeep.counts().movedBlobs()).isEqualTo(50);
        }
    }

    @Test
    void a_segment_of_nothing_but_dead_is_removed_at_once() throws IOException {
        fillAndDelete(100, Integer.MAX_VALUE);
        metadata.named().clear();
        try (SegmentedBlobStore store = store(FaultPoints.NONE)) {
            SmallBlobs.all(store).forEach(store::delete);
            upkeep(store).compact(SmallBlobs.REGION, Instant.EPOCH);
            assertThat(store.paths().all(SmallBlobs.REGION)).isEmpty();
        }
    }

    @Test
    void a_blob_that_may_still_come_to_be_named_stays_where_it_is() throws IOException {
        BlobName pending;
        try (SegmentedBlobStore store = store(FaultPoints.NONE)) {
            pending = SmallBlobs.put(store, new byte[100]);
            for (int i = 0; i < 5; i++) {
                metadata.delete(store, metadata.putNamed(store, new byte[5_000]));
            }
        }
        try (SegmentedBlobStore store = store(FaultPoints.NONE)) {
            SegmentUpkeep upkeep = upkeep(store);
            upkeep.compact(SmallBlobs.REGION, Instant.now().minusSeconds(3_600));
            assertThat(SmallBlobs.get(store, pending)).isEqualTo(new byte[100]);
            upkeep.compact(SmallBlobs.REGION, Instant.now().plusSeconds(3_600));
            assertThatThrownBy(() -> store.open(pending)).isInstanceOf(BlobMissingException.class);
        }
    }

    @Test
    void hints_alone_remove_nothing_that_is_named() throws IOException {
        try (SegmentedBlobStore store = store(FaultPoints.NONE)) {
            for (int i = 0; i < 5; i++) {
                store.delete(metadata.putNamed(store, SmallBlobs.bytes(new Random(i), 3_000)));
            }
        }
        try (SegmentedBlobStore store = store(FaultPoints.NONE)) {
            SegmentUpkeep upkeep = upkeep(store);
            upkeep.compact(SmallBlobs.REGION, Instant.now().plusSeconds(60));
            upkeep.compact(SmallBlobs.REGION, Instant.now().plusSeconds(60));
            assertReadable(store);
        }
    }

    @Test
    void readers_are_never_disturbed() throws Exception {
        fillAndDelete(300, 3);
        try (SegmentedBlobStore store = store(FaultPoints.NONE);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean over = new AtomicBoolean();
            BlobName held = metadata.named().keySet().iterator().next();
            byte[] heldBytes = metadata.named().get(held);
            try (BlobReader reader = store.open(held)) {
                List<Future<?>> readers = java.util.stream.IntStream.range(0, 4)
                        .<Future<?>>mapToObj(i -> threads.submit(() -> {
                            while (!over.get()) {
                                readAll(store);
                            }
                        }))
                        .toList();
                SegmentUpkeep upkeep = upkeep(store);
                for (int i = 0; i < 6; i++) {
                    upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
                    deleteSome(store);
                }
                over.set(true);
                for (Future<?> one : readers) {
                    one.get();
                }
                ByteBuffer all = ByteBuffer.allocate(heldBytes.length);
                reader.read(0, all);
                assertThat(all.array()).isEqualTo(heldBytes);
            }
            assertReadable(store);
        }
    }

    private void readAll(SegmentedBlobStore store) {
        for (BlobName name : metadata.named().keySet()) {
            byte[] expected = metadata.named().get(name);
            if (expected != null) {
                try {
                    assertThat(SmallBlobs.get(store, name)).isEqualTo(expected);
                } catch (BlobMissingException e) {
                    assertThat(metadata.named()).doesNotContainKey(name); // then a reader looks it up anew
                }
            }
        }
    }

    private void deleteSome(SegmentedBlobStore store) {
        List<BlobName> some = metadata.named().keySet().stream()
                .filter(name -> name.id().hashCode() % 3 == 0)
                .limit(10)
                .toList();
        some.forEach(name -> metadata.delete(store, name));
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPoint.class,
            names = {
                "SEGMENT_CREATE",
                "BLOB_WRITE",
                "COMPACTION_SYNC",
                "BLOB_SYNC",
                "COMPACTION_SWITCH",
                "COMPACTION_SWITCHED",
                "COMPACTION_REMOVE"
            })
    void killed_at_any_step_it_loses_nothing_and_the_next_run_ends_the_work(FaultPoint point) throws IOException {
        fillAndDelete(60, 4);
        Set<BlobName> before = Set.copyOf(metadata.named().keySet());
        SegmentedBlobStore dying = store(Crash.at(point));
        assertThatThrownBy(() -> {
                    SegmentUpkeep upkeep = upkeep(dying);
                    upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
                    upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
                })
                .isInstanceOf(SimulatedCrash.class);
        try (SegmentedBlobStore store = store(FaultPoints.NONE)) {
            assertReadable(store);
            assertThat(metadata.named()).hasSameSizeAs(before);
            SegmentUpkeep upkeep = upkeep(store);
            Instant later = Instant.now().plusSeconds(60);
            upkeep.compact(SmallBlobs.REGION, later);
            SmallBlobs.all(store).stream()
                    .filter(name -> !metadata.named().containsKey(name))
                    .forEach(store::delete);
            upkeep.compact(SmallBlobs.REGION, later);
            upkeep.compact(SmallBlobs.REGION, later);
            assertReadable(store);
            assertThat(Set.copyOf(SmallBlobs.all(store)))
                    .isEqualTo(metadata.named().keySet());
        }
    }

    @Test
    void a_full_disk_stops_it_and_harms_nothing() throws IOException {
        fillAndDelete(60, 4);
        FullDisk disk = new FullDisk(FaultPoint.BLOB_WRITE, 3);
        try (SegmentedBlobStore store = store(disk)) {
            SegmentUpkeep upkeep = upkeep(store);
            assertThatThrownBy(() -> upkeep.compact(SmallBlobs.REGION, Instant.EPOCH))
                    .isInstanceOf(BlobException.class);
            assertReadable(store);
            disk.makeRoom();
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            assertReadable(store);
            assertThat(upkeep.counts().removedSegments()).isPositive();
        }
    }

    @Test
    void deletions_on_a_full_disk_make_room() throws IOException {
        Random random = new Random(7);
        FullDisk disk = new FullDisk(FaultPoint.BLOB_DELETE, 0);
        try (SegmentedBlobStore store = store(disk)) {
            for (int i = 0; i < 60; i++) {
                BlobName name = metadata.putNamed(store, SmallBlobs.bytes(random, 4_000));
                if (i % 20 != 0) {
                    metadata.delete(store, name);
                }
            }
            assertThat(SmallBlobs.all(store))
                    .containsExactlyInAnyOrderElementsOf(metadata.named().keySet());
            SegmentUpkeep upkeep = upkeep(store);
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            assertThat(upkeep.counts().removedSegments()).isPositive();
            assertReadable(store);
        }
    }

    @Test
    void on_a_full_disk_it_uses_the_reserve_and_nobody_else_does() throws IOException {
        fillAndDelete(60, 4);
        AtomicReference<SegmentedBlobStore> opened = new AtomicReference<>();
        AtomicBoolean armed = new AtomicBoolean();
        AtomicReference<String> meanwhile = new AtomicReference<>("");
        FaultPoints fullOnce = point -> {
            if (point == FaultPoint.BLOB_WRITE && armed.compareAndSet(true, false)) {
                throw new IOException("No space left on device");
            }
            if (point == FaultPoint.COMPACTION_SWITCH) {
                try {
                    SmallBlobs.put(opened.get(), new byte[10]);
                } catch (AwsException e) {
                    meanwhile.set(e.code());
                }
            }
        };
        try (SegmentedBlobStore store = store(fullOnce)) {
            opened.set(store);
            assertThat(store.reserve().fill()).isTrue();
            armed.set(true);
            upkeep(store).compact(SmallBlobs.REGION, Instant.EPOCH);
            assertThat(armed).isFalse();
            assertThat(meanwhile).hasValue("ServiceUnavailable");
            assertReadable(store);
            assertThat(SmallBlobs.get(store, SmallBlobs.put(store, new byte[10])))
                    .hasSize(10);
            assertThat(root.resolve("reserve")).hasSize(Reserve.BYTES);
        }
    }

    @Test
    void a_damaged_blob_is_counted_and_its_segment_stays() throws IOException {
        fillAndDelete(60, 4);
        BlobName victim = metadata.named().keySet().iterator().next();
        try (SegmentedBlobStore store = store(FaultPoints.NONE)) {
            Path file = store.paths().file(SegmentId.of(victim));
            byte[] bytes = Files.readAllBytes(file);
            bytes[SegmentId.location(victim).offset() + RecordHeader.BYTES + 1] ^= 1;
            Files.write(file, bytes);
            SegmentUpkeep upkeep = upkeep(store);
            upkeep.scrub(SmallBlobs.REGION);
            assertThat(upkeep.counts().corruptBlobs()).isEqualTo(1);
            assertThat(upkeep.counts().scrubbedBytes()).isPositive();
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            upkeep.compact(SmallBlobs.REGION, Instant.EPOCH);
            assertThat(metadata.named()).containsKey(victim);
            assertThat(file).exists();
            assertThat(upkeep.counts().corruptBlobs()).isGreaterThan(1);
            metadata.named().remove(victim);
            assertReadable(store);
        }
    }

    @Test
    void scrubbing_sees_a_lost_header_and_a_damaged_file() throws IOException {
        fillAndDelete(20, 1);
        try (SegmentedBlobStore store = store(FaultPoints.NONE)) {
            BlobName large = metadata.putNamed(store, new byte[20_000]);
            SegmentUpkeep upkeep = upkeep(store);
            upkeep.scrub(SmallBlobs.REGION);
            assertThat(upkeep.counts().corruptBlobs()).isZero();
            BlobName victim = metadata.named().keySet().stream()
                    .filter(n -> n.location().isPresent())
                    .findFirst()
                    .orElseThrow();
            flip(
                    store.paths().file(SegmentId.of(victim)),
                    SegmentId.location(victim).offset() + 17);
            flip(fileOf(large), 9_000);
            upkeep.scrub(SmallBlobs.REGION);
            assertThat(upkeep.counts().corruptBlobs()).isEqualTo(2);
        }
    }

    private Path fileOf(BlobName name) throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(p -> p.endsWith(name.id().toString())).findFirst().orElseThrow();
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    /** Leaves every n-th blob of {@code count} in sealed segments. */
    private void fillAndDelete(int count, int keepEvery) {
        Random random = new Random(7);
        try (SegmentedBlobStore store = store(FaultPoints.NONE)) {
            for (int i = 0; i < count; i++) {
                BlobName name = metadata.putNamed(store, SmallBlobs.bytes(random, 500 + random.nextInt(4_000)));
                if (i % keepEvery != 0) {
                    metadata.delete(store, name);
                }
            }
        }
    }

    private void assertReadable(SegmentedBlobStore store) {
        Map<BlobName, byte[]> all = Map.copyOf(metadata.named());
        assertThat(all).isNotEmpty();
        all.forEach((name, bytes) -> assertThat(SmallBlobs.get(store, name)).isEqualTo(bytes));
    }

    private SegmentedBlobStore store(FaultPoints faults) {
        return SegmentedBlobStore.open(root, SmallBlobs.SMALL_SEGMENTS, faults, Bandwidth.unlimited());
    }

    private SegmentUpkeep upkeep(SegmentedBlobStore store) {
        return new SegmentUpkeep(store, metadata);
    }

    private static long stored(SegmentedBlobStore store) throws IOException {
        return store.paths().all(SmallBlobs.REGION).stream()
                .collect(Collectors.summingLong(
                        id -> store.paths().file(id).toFile().length()));
    }
}
