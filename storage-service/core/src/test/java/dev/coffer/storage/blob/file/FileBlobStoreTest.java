package dev.coffer.storage.blob.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.Region;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobException;
import dev.coffer.storage.blob.BlobMissingException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.BlobWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

class FileBlobStoreTest {
    private static final int BLOCK = 1_000;

    @TempDir
    Path root;

    private FileBlobStore store;

    @BeforeEach
    void open() {
        store = FileBlobStore.open(root, FaultPoints.NONE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1_000, 1_001, 50_000, 200_000})
    void a_committed_blob_comes_back(int size) {
        byte[] bytes = Blobs.bytes(size, size);
        BlobName name = Blobs.put(store, bytes, BLOCK);
        assertThat(Blobs.get(store, name)).isEqualTo(bytes);
    }

    @Test
    void any_run_of_blocks_can_be_read_however_the_blob_was_written() {
        long seed = new Random().nextLong();
        System.out.println("FileBlobStoreTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            int block = 1 + random.nextInt(5_000);
            byte[] bytes = Blobs.bytes(round, 1 + random.nextInt(60_000));
            BlobName name = Blobs.name();
            try (BlobWriter writer = store.create(name, block)) {
                for (int at = 0; at < bytes.length; ) {
                    int size = Math.min(bytes.length - at, 1 + random.nextInt(9_000));
                    writer.write(ByteBuffer.wrap(bytes, at, size));
                    at += size;
                }
                writer.commit();
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
            }
        }
    }

    @Test
    void a_read_that_ends_inside_a_block_is_refused() {
        BlobName name = Blobs.put(store, Blobs.bytes(1, 2_500), BLOCK);
        try (BlobReader reader = store.open(name)) {
            assertThat(reader.length()).isEqualTo(2_500);
            assertThat(reader.blockBytes()).isEqualTo(BLOCK);
            for (int size : new int[] {1, 999, 1_001, 2_501, 3_000}) {
                assertThatThrownBy(() -> reader.read(0, ByteBuffer.allocate(size)))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void an_uncommitted_blob_is_not_there_and_leaves_nothing() {
        BlobName name = Blobs.name();
        try (BlobWriter writer = store.create(name, BLOCK)) {
            writer.write(ByteBuffer.wrap(Blobs.bytes(1, 5_000)));
            assertThatThrownBy(() -> store.open(name)).isInstanceOf(BlobMissingException.class);
        }
        assertThatThrownBy(() -> store.open(name)).isInstanceOf(BlobMissingException.class);
        assertThat(Blobs.files(root)).isEmpty();
    }

    @Test
    void a_deleted_blob_is_gone_but_an_open_reader_reads_on() {
        byte[] bytes = Blobs.bytes(1, 5_000);
        BlobName name = Blobs.put(store, bytes, BLOCK);
        try (BlobReader reader = store.open(name)) {
            assertThat(store.delete(name)).isTrue();
            assertThat(store.delete(name)).isFalse();
            assertThatThrownBy(() -> store.open(name)).isInstanceOf(BlobMissingException.class);
            ByteBuffer all = ByteBuffer.allocate(5_000);
            reader.read(0, all);
            assertThat(all.array()).isEqualTo(bytes);
        }
        assertThat(Blobs.files(root)).isEmpty();
    }

    @Test
    void an_id_is_not_written_twice_at_a_time() {
        BlobName name = Blobs.name();
        try (BlobWriter first = store.create(name, BLOCK)) {
            first.write(ByteBuffer.wrap(new byte[1]));
            assertThatThrownBy(() -> store.create(name, BLOCK)).isInstanceOf(BlobException.class);
        }
    }

    @Test
    void blobs_of_a_region_are_listed_by_age() {
        Set<BlobName> names = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            names.add(Blobs.put(store, new byte[i], BLOCK));
        }
        Blobs.put(store, new BlobName(new Region("us-east-1"), Blobs.name().id()), new byte[1], BLOCK);
        store.create(Blobs.name(), BLOCK); // unfinished
        List<BlobName> old = new ArrayList<>();
        store.forEachOlderThan(Blobs.REGION, Instant.now().plusSeconds(60), old::add);
        assertThat(old).containsExactlyInAnyOrderElementsOf(names);
        old.clear();
        store.forEachOlderThan(Blobs.REGION, Instant.now().minusSeconds(60), old::add);
        store.forEachOlderThan(new Region("eu-west-2"), Instant.now(), old::add);
        assertThat(old).isEmpty();
    }

    @Test
    void many_threads_write_at_once() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BlobName>> names = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> Blobs.put(store, Blobs.bytes(i, 3_000 + i), BLOCK)))
                    .toList();
            for (int i = 0; i < names.size(); i++) {
                assertThat(Blobs.get(store, names.get(i).get())).isEqualTo(Blobs.bytes(i, 3_000 + i));
            }
        }
    }
}
