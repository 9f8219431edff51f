package dev.coffer.conformance.blobs;

import static dev.coffer.conformance.blobs.BlobsElsewhere.bytes;
import static dev.coffer.conformance.blobs.BlobsElsewhere.get;
import static dev.coffer.conformance.blobs.BlobsElsewhere.name;
import static dev.coffer.conformance.blobs.BlobsElsewhere.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.BlobException;
import dev.coffer.storage.blob.BlobMissingException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.BlobWriter;
import dev.coffer.storage.blob.s3.S3BlobStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** What every blob store promises, by the one in a bucket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3BlobStoreTest {
    private static final int BLOCK = 1_000;
    private static final int FRAME = 65_552;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private BlobsElsewhere elsewhere;
    private S3BlobStore store;

    @BeforeAll
    void start() {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "it starts a store of its own");
        elsewhere = BlobsElsewhere.start();
    }

    @AfterAll
    void end() {
        if (elsewhere != null) {
            elsewhere.close();
        }
    }

    @BeforeEach
    void open() {
        store = elsewhere.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1_000, 1_001, 50_000, 130_000, 2_000_000})
    void a_committed_blob_comes_back(int size) {
        byte[] bytes = bytes(size, size);
        assertThat(get(store, put(store, bytes, BLOCK))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {5_242_880, 5_300_000, 17_000_001})
    void one_of_many_parts_comes_back_and_leaves_no_upload(int size) {
        byte[] bytes = bytes(size, size);
        assertThat(get(store, put(store, bytes, FRAME))).isEqualTo(bytes);
        assertThat(elsewhere.unfinished()).isEmpty();
    }

    @Test
    void any_run_of_blocks_can_be_read_however_the_blob_was_written() {
        long seed = new Random().nextLong();
        System.out.println("S3BlobStoreTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            int block = 1 + random.nextInt(5_000);
            byte[] bytes = bytes(round, 1 + random.nextInt(300_000));
            BlobName name = name();
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
                for (int first = 0; first < blocks; ) {
                    int end = Math.min(bytes.length, (first + 1 + random.nextInt(blocks - first)) * block);
                    ByteBuffer target = ByteBuffer.allocate(end - first * block);
                    reader.read(first, target);
                    assertThat(target.array())
                            .as("seed %d round %d", seed, round)
                            .isEqualTo(Arrays.copyOfRange(bytes, first * block, end));
                    first = (end + block - 1) / block + random.nextInt(2);
                }
            }
        }
    }

    @Test
    void more_than_was_announced_is_stored_too() {
        byte[] bytes = bytes(1, 6_000_000);
        BlobName name = name();
        try (BlobWriter writer = store.create(name.region(), name.id(), FRAME, 10)) {
            writer.write(ByteBuffer.wrap(bytes));
            writer.commit();
        }
        assertThat(get(store, name)).isEqualTo(bytes);
    }

    @Test
    void a_read_that_ends_inside_a_block_is_refused() {
        try (BlobReader reader = store.open(put(store, bytes(1, 2_500), BLOCK))) {
            assertThat(reader.length()).isEqualTo(2_500);
            assertThat(reader.blockBytes()).isEqualTo(BLOCK);
            for (int size : new int[] {1, 999, 1_001, 2_501, 3_000}) {
                assertThatThrownBy(() -> reader.read(0, ByteBuffer.allocate(size)))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void an_uncommitted_blob_is_not_there_and_leaves_no_upload() {
        BlobName name = name();
        try (BlobWriter writer = store.create(name, FRAME)) {
            writer.write(ByteBuffer.wrap(bytes(1, 12_000_000)));
            assertThat(elsewhere.unfinished()).hasSize(1);
            assertThatThrownBy(() -> store.open(name)).isInstanceOf(BlobMissingException.class);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> elsewhere.unfinished().isEmpty());
        assertThatThrownBy(() -> store.open(name)).isInstanceOf(BlobMissingException.class);
    }

    /** What other tests have given up may still be there: a store that is closed leaves it to this. */
    @Test
    void what_a_dead_process_left_unfinished_is_discarded_by_age() {
        String upload = elsewhere
                .s3()
                .createMultipartUpload(c -> c.bucket(elsewhere.bucket()).key(BlobsElsewhere.key(name())))
                .uploadId();
        assertThat(store.discardUnfinished(BlobsElsewhere.REGION, Instant.now().minusSeconds(600)))
                .isZero();
        assertThat(elsewhere.unfinished()).extracting(MultipartUpload::uploadId).contains(upload);
        assertThat(store.discardUnfinished(BlobsElsewhere.REGION, Instant.now().plusSeconds(600)))
                .isPositive();
        assertThat(elsewhere.unfinished()).isEmpty();
    }

    @Test
    void a_name_is_never_written_twice() {
        BlobName name = put(store, bytes(1, 5_000), BLOCK);
        assertThatThrownBy(() -> put(store, name, bytes(2, 5_000), BLOCK)).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> put(store, name, bytes(3, 6_000_000), FRAME)).isInstanceOf(BlobException.class);
        assertThat(get(store, name)).isEqualTo(bytes(1, 5_000));
    }

    @Test
    void a_deleted_blob_is_gone_when_its_time_has_come() {
        BlobName name = put(store, bytes(1, 5_000), BLOCK);
        byte[] large = bytes(2, 4_000_000);
        try (S3BlobStore keeping = elsewhere.open(BlobsElsewhere.OWNER, Duration.ofMinutes(10))) {
            BlobName kept = put(keeping, large, FRAME);
            assertThat(keeping.delete(kept)).isTrue();
            assertThat(store.delete(name)).isTrue();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThatThrownBy(() -> store.open(name)).isInstanceOf(BlobMissingException.class));
            assertThat(get(store, kept)).isEqualTo(large);
        }
    }

    @Test
    void blobs_of_a_region_are_listed_by_age_and_suspects_once() {
        Set<BlobName> names = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            names.add(put(store, new byte[i], BLOCK));
        }
        BlobName foreign = new BlobName(new Region("us-east-1"), name().id());
        put(store, foreign, new byte[1], BLOCK);
        Instant later = Instant.now().plusSeconds(60);
        assertThat(olderThan(later)).containsAll(names).doesNotContain(foreign);
        assertThat(olderThan(Instant.now().minusSeconds(600))).isEmpty();
        assertThat(suspects(Instant.now().minusSeconds(600))).isEmpty();
        assertThat(suspects(later)).containsAll(names);
        assertThat(suspects(later)).isEmpty();
        BlobName next = put(store, new byte[1], BLOCK);
        assertThat(suspects(later)).containsExactly(next);
    }

    private List<BlobName> olderThan(Instant limit) {
        List<BlobName> old = new ArrayList<>();
        store.forEachOlderThan(BlobsElsewhere.REGION, limit, old::add);
        return old;
    }

    private List<BlobName> suspects(Instant limit) {
        List<BlobName> suspects = new ArrayList<>();
        store.forEachSuspect(BlobsElsewhere.REGION, limit, suspects::add);
        return suspects;
    }

    @Test
    void whatever_is_not_what_was_committed_is_noticed() {
        BlobName name = put(store, bytes(1, 250), 100);
        byte[] stored = elsewhere.stored(name);
        for (int at = 0; at < stored.length; at++) {
            if (at < 8 || (at > 96 && at < 108) || at > 250) {
                byte[] flipped = stored.clone();
                flipped[at] = (byte) (flipped[at] ^ 1);
                assertCorrupt(name, flipped);
            }
        }
        for (int length : new int[] {0, 1, 63, 64, 100, stored.length - 64, stored.length - 1}) {
            assertCorrupt(name, Arrays.copyOf(stored, length));
        }
        assertCorrupt(name, Arrays.copyOf(stored, stored.length + 1));
        assertCorrupt(name, Arrays.copyOfRange(stored, 104, stored.length));
        assertCorrupt(name, elsewhere.stored(put(store, bytes(1, 250), 100)));
    }

    private void assertCorrupt(BlobName name, byte[] stored) {
        elsewhere.replace(name, stored);
        assertThatThrownBy(() -> get(store, name)).isInstanceOf(BlobCorruptException.class);
    }

    @Test
    void a_flipped_byte_far_from_the_end_of_a_large_blob_is_noticed() {
        BlobName name = put(store, bytes(1, 1_000_000), FRAME);
        byte[] stored = elsewhere.stored(name);
        stored[70_000] = (byte) (stored[70_000] ^ 1);
        elsewhere.replace(name, stored);
        assertThatThrownBy(() -> get(store, name))
                .isInstanceOf(BlobCorruptException.class)
                .hasMessageContaining("block 1");
    }

    @Test
    void blobs_of_another_database_are_not_touched() {
        put(store, new byte[1], BLOCK);
        try (S3BlobStore stranger = elsewhere.open(UUID.randomUUID(), Duration.ZERO)) {
            for (Runnable use : List.<Runnable>of(
                    () -> put(stranger, new byte[1], BLOCK),
                    () -> stranger.forEachSuspect(BlobsElsewhere.REGION, Instant.now(), name -> {}),
                    () -> stranger.forEachOlderThan(BlobsElsewhere.REGION, Instant.now(), name -> {}),
                    () -> stranger.discardUnfinished(BlobsElsewhere.REGION, Instant.now()),
                    () -> stranger.requireAvailable(BlobsElsewhere.REGION))) {
                assertThat(catchThrowableOfType(AwsException.class, use::run).status())
                        .isEqualTo(503);
            }
            assertThat(stranger.fault().orElseThrow()).contains("belong to another database");
        }
    }

    @Test
    void many_threads_write_at_once() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BlobName>> names = IntStream.range(0, 100)
                    .mapToObj(i ->
                            threads.submit(() -> put(store, bytes(i, i % 10 == 0 ? 6_000_000 : 3_000 + i), FRAME)))
                    .toList();
            for (int i = 0; i < names.size(); i++) {
                assertThat(get(store, names.get(i).get())).isEqualTo(bytes(i, i % 10 == 0 ? 6_000_000 : 3_000 + i));
            }
        }
    }
}
