package dev.coffer.storage.blob.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.Region;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.BlobMissingException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.BlobWriter;
import dev.coffer.storage.blob.file.FileBlobStore;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.object.ObjectId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentedBlobStoreTest {
    private static final int BLOCK = SmallBlobs.BLOCK;

    @TempDir
    Path root;

    private SegmentedBlobStore store;

    @BeforeEach
    void open() {
        store = SegmentedBlobStore.open(root, SmallBlobs.SMALL_SEGMENTS, FaultPoints.NONE, Bandwidth.unlimited());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1_000, 1_001, 8_000, 8_192, 8_193, 200_000})
    void a_committed_blob_comes_back_now_and_after_a_restart(int size) {
        byte[] bytes = SmallBlobs.bytes(new Random(size), size);
        BlobName name = SmallBlobs.put(store, bytes);
        assertThat(name.location().isPresent()).isEqualTo(size <= 8_192);
        assertThat(SmallBlobs.get(store, name)).isEqualTo(bytes);
        store.close();
        open();
        assertThat(SmallBlobs.get(store, name)).isEqualTo(bytes);
        assertThat(SmallBlobs.all(store)).containsExactly(name);
    }

    @Test
    void any_run_of_blocks_can_be_read_however_the_blob_was_written() {
        store.close();
        store = SegmentedBlobStore.open(root, SegmentLimits.DEFAULT, FaultPoints.NONE, Bandwidth.unlimited());
        long seed = new Random().nextLong();
        System.out.println("SegmentedBlobStoreTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            int block = 1 + random.nextInt(5_000);
            byte[] bytes = SmallBlobs.bytes(random, 1 + random.nextInt(round % 2 == 0 ? 60_000 : 300_000));
            BlobName name;
            try (BlobWriter writer = store.create(
                    SmallBlobs.REGION,
                    ObjectId.next(Instant.now()).value(),
                    block,
                    random.nextBoolean() ? -1 : random.nextInt(300_000))) {
                for (int at = 0; at < bytes.length; ) {
                    int size = Math.min(bytes.length - at, 1 + random.nextInt(9_000));
                    writer.write(ByteBuffer.wrap(bytes, at, size));
                    at += size;
                }
                name = writer.commit();
            }
            try (BlobReader reader = store.open(name)) {
                int blocks = (bytes.length + block - 1) / block;
                int first = random.nextInt(blocks);
                int end = Math.min(bytes.length, (first + 1 + random.nextInt(blocks - first)) * block);
                ByteBuffer target = ByteBuffer.allocate(end - first * block);
                reader.read(first, target);
                assertThat(target.array())
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(Arrays.copyOfRange(bytes, first * block, end));
                assertThatThrownBy(() -> reader.read(0, ByteBuffer.allocate(bytes.length + 1)))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void what_turns_out_large_gets_a_file_of_its_own() {
        byte[] bytes = SmallBlobs.bytes(new Random(1), 50_000);
        try (BlobWriter writer =
                store.create(SmallBlobs.REGION, ObjectId.next(Instant.now()).value(), BLOCK, 100)) {
            for (int at = 0; at < bytes.length; at += 5_000) {
                writer.write(ByteBuffer.wrap(bytes, at, 5_000));
            }
            BlobName name = writer.commit();
            assertThat(name.location()).isEmpty();
            assertThat(SmallBlobs.get(store, name)).isEqualTo(bytes);
        }
    }

    @Test
    void blobs_of_an_earlier_data_folder_are_read_on() {
        byte[] bytes = SmallBlobs.bytes(new Random(1), 2_500);
        BlobName old =
                new BlobName(SmallBlobs.REGION, ObjectId.next(Instant.now()).value());
        try (FileBlobStore files = FileBlobStore.open(root, FaultPoints.NONE);
                BlobWriter writer = files.create(old, BLOCK)) {
            writer.write(ByteBuffer.wrap(bytes));
            writer.commit();
        }
        assertThat(SmallBlobs.get(store, old)).isEqualTo(bytes);
        assertThat(SmallBlobs.all(store)).containsExactly(old);
        assertThat(store.delete(old)).isTrue();
        assertThatThrownBy(() -> store.open(old)).isInstanceOf(BlobMissingException.class);
    }

    @Test
    void segments_end_where_they_are_full_and_their_blobs_are_listed_by_age() throws IOException {
        Map<BlobName, byte[]> put = new HashMap<>();
        Random random = new Random(2);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = SmallBlobs.bytes(random, random.nextInt(8_000));
            put.put(SmallBlobs.put(store, bytes), bytes);
        }
        assertThat(store.paths().all(SmallBlobs.REGION)).hasSizeGreaterThan(5);
        assertThat(SmallBlobs.all(store)).containsExactlyInAnyOrderElementsOf(put.keySet());
        put.forEach((name, bytes) -> assertThat(SmallBlobs.get(store, name)).isEqualTo(bytes));
        List<BlobName> old = new ArrayList<>();
        store.forEachOlderThan(SmallBlobs.REGION, Instant.now().minusSeconds(60), old::add);
        store.forEachOlderThan(new Region("us-east-1"), Instant.now().plusSeconds(60), old::add);
        assertThat(old).isEmpty();
        store.close();
        for (SegmentId id : store.paths().all(SmallBlobs.REGION)) {
            assertThat(Files.size(store.paths().file(id))).isLessThanOrEqualTo(64 * 1024);
        }
        assertThat(store.paths().marked(SmallBlobs.REGION)).isEmpty();
        open();
    }

    @Test
    void a_deleted_blob_is_listed_no_more() {
        BlobName gone = SmallBlobs.put(store, new byte[100]);
        BlobName stays = SmallBlobs.put(store, new byte[100]);
        try (BlobReader reader = store.open(gone)) {
            assertThat(store.delete(gone)).isTrue();
            ByteBuffer all = ByteBuffer.allocate(100);
            reader.read(0, all);
            assertThat(all.array()).isEqualTo(new byte[100]);
        }
        assertThat(SmallBlobs.all(store)).containsExactly(stays);
    }

    @Test
    void an_uncommitted_blob_leaves_nothing() throws IOException {
        try (BlobWriter writer =
                store.create(SmallBlobs.REGION, ObjectId.next(Instant.now()).value(), BLOCK, 100)) {
            writer.write(ByteBuffer.wrap(new byte[100]));
        }
        assertThat(SmallBlobs.all(store)).isEmpty();
        assertThat(store.paths().all(SmallBlobs.REGION)).isEmpty();
    }

    @Test
    void writers_at_once_cost_a_sync_each_at_most() throws Exception {
        int writers = 32;
        CountDownLatch all = new CountDownLatch(writers);
        FaultPoints together = point -> {
            if (point == FaultPoint.BLOB_SYNC) {
                all.countDown();
                awaitQuietly(all);
            }
        };
        store.close();
        store = SegmentedBlobStore.open(root, SegmentLimits.DEFAULT, together, Bandwidth.unlimited());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BlobName>> names = IntStream.range(0, writers)
                    .mapToObj(i ->
                            threads.submit(() -> SmallBlobs.put(store, SmallBlobs.bytes(new Random(i), 3_000 + i))))
                    .toList();
            for (int i = 0; i < writers; i++) {
                assertThat(SmallBlobs.get(store, names.get(i).get()))
                        .isEqualTo(SmallBlobs.bytes(new Random(i), 3_000 + i));
            }
        }
        // How many share one depends on how long it takes; that those who wait do share it, GroupSyncTest shows.
        assertThat(store.syncs()).isBetween(1L, (long) writers);
    }

    @Test
    void many_threads_append_and_read_at_once() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = IntStream.range(0, 400)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        byte[] bytes = SmallBlobs.bytes(new Random(i), i * 20);
                        assertThat(SmallBlobs.get(store, SmallBlobs.put(store, bytes)))
                                .isEqualTo(bytes);
                    }))
                    .toList();
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(SmallBlobs.all(store)).hasSize(400);
    }

    @Test
    void the_bytes_are_synced_before_commit_returns() {
        List<FaultPoints.Point> passed = new ArrayList<>();
        store.close();
        store = SegmentedBlobStore.open(root, SegmentLimits.DEFAULT, passed::add, Bandwidth.unlimited());
        SmallBlobs.put(store, new byte[10]);
        assertThat(passed)
                .containsExactly(
                        FaultPoint.BLOB_CREATE, FaultPoint.SEGMENT_CREATE, FaultPoint.BLOB_WRITE, FaultPoint.BLOB_SYNC);
        assertThat(store.syncs()).isEqualTo(1);
    }

    @Test
    void no_changed_bit_of_a_record_gives_wrong_bytes() throws IOException {
        byte[] bytes = SmallBlobs.bytes(new Random(4), 2_500);
        BlobName name = SmallBlobs.put(store, bytes);
        SmallBlobs.put(store, bytes);
        store.close();
        Path file = store.paths().file(SegmentId.of(name));
        byte[] whole = Files.readAllBytes(file);
        int from = SegmentId.location(name).offset();
        int meaning = RecordHeader.BYTES + bytes.length + 3 * RecordHeader.CHECKSUM_BYTES;
        for (int at = 0; at < meaning; at += at < RecordHeader.BYTES ? 1 : 7) {
            byte[] changed = whole.clone();
            changed[from + at] ^= (byte) (1 << (at % 8));
            Files.write(file, changed, StandardOpenOption.TRUNCATE_EXISTING);
            open();
            assertThatThrownBy(() -> SmallBlobs.get(store, name))
                    .as("byte %d", at)
                    .isInstanceOf(BlobCorruptException.class);
            store.close();
        }
        Files.write(file, whole, StandardOpenOption.TRUNCATE_EXISTING);
        open();
        assertThat(SmallBlobs.get(store, name)).isEqualTo(bytes);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
