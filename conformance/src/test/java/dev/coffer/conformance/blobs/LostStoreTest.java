package dev.coffer.conformance.blobs;

import static dev.coffer.conformance.blobs.BlobsElsewhere.bytes;
import static dev.coffer.conformance.blobs.BlobsElsewhere.get;
import static dev.coffer.conformance.blobs.BlobsElsewhere.name;
import static dev.coffer.conformance.blobs.BlobsElsewhere.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.BlobWriter;
import dev.coffer.storage.blob.s3.S3BlobStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the store in the middle of writes and reads: 503 in time, and all is well when it is back. */
@Tag("slow")
class LostStoreTest {
    private static final int FRAME = 65_552;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @BeforeEach
    void own_process() {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "a foreign deployment is not ours to kill");
    }

    @Test
    void a_write_that_loses_its_store_is_503_and_nothing_acknowledged_is_lost() {
        try (BlobsElsewhere elsewhere = BlobsElsewhere.start();
                S3BlobStore store = elsewhere.open()) {
            BlobName small = put(store, bytes(1, 4_096), FRAME);
            BlobName large = put(store, bytes(2, 12_000_000), FRAME);
            BlobName cut = name();
            try (BlobWriter writer = store.create(cut, FRAME);
                    BlobReader reader = store.open(large)) {
                writer.write(ByteBuffer.wrap(bytes(3, 6_000_000)));
                elsewhere.standalone().kill();
                for (int attempt = 0; attempt < 6; attempt++) { // more than there is memory for, were it not given back
                    assert503(() -> put(store, bytes(4, 6_000_000), FRAME));
                    assert503(() -> put(store, bytes(5, 100), FRAME));
                }
                assert503(() -> store.open(small));
                assert503(() -> reader.read(0, ByteBuffer.allocate(FRAME)));
                assert503(() -> store.requireAvailable(BlobsElsewhere.REGION));
                assertThat(store.fault()).isPresent();
                assert503(() -> {
                    writer.write(ByteBuffer.wrap(bytes(6, 6_000_000)));
                    writer.commit();
                });
            }
            elsewhere.standalone().up();
            store.requireAvailable(BlobsElsewhere.REGION);
            assertThat(store.fault()).isEmpty();
            assertThat(get(store, small)).isEqualTo(bytes(1, 4_096));
            assertThat(get(store, large)).isEqualTo(bytes(2, 12_000_000));
            assertThat(get(store, put(store, cut, bytes(7, 12_000_000), FRAME))).isEqualTo(bytes(7, 12_000_000));
        }
    }

    private static void assert503(Runnable call) {
        long begun = System.nanoTime();
        assertThat(catchThrowableOfType(AwsException.class, call::run).status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
    }
}
