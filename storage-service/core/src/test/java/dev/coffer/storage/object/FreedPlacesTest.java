package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.Region;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReferences;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the blobs of deleted versions are deleted. */
@QuarkusTest
class FreedPlacesTest extends StorageTest {
    private static final BlobLocation ELSEWHERE = new BlobLocation(123, 64, 64);

    @Inject
    BlobReferences references;

    /** The deletion of a version, in which compaction moves its blob between the look at it and the end. */
    private record Moving(VersionDeletion deletion, BlobReferences references)
            implements KeyChange<DeleteObject.Result> {
        @Override
        public Region region() {
            return deletion.region();
        }

        @Override
        public BucketName bucket() {
            return deletion.bucket();
        }

        @Override
        public ObjectKey key() {
            return deletion.key();
        }

        @Override
        public Optional<String> named() {
            return deletion.named();
        }

        @Override
        public Effects<DeleteObject.Result> decide(KeyState state) {
            BlobName seen = state.named().orElseThrow().blob();
            assertThat(references.move(region(), Map.of(seen, ELSEWHERE))).containsExactly(seen);
            return deletion.decide(state);
        }
    }

    @Test
    void a_blob_that_moves_while_its_version_is_deleted_is_freed_at_its_new_place() {
        BucketName bucket = versionedBucket();
        String version = put(bucket, "k", "some bytes").versionId().orElseThrow();
        Moving change = new Moving(
                new VersionDeletion(REGION, bucket, new ObjectKey("k"), version, Optional.empty(), root), references);

        KeyTransaction.Done done = database.pipelined(
                statements -> new KeyTransaction(statements, REGION, clock.now()).run(List.of(change)));

        assertThat(done.freed()).extracting(BlobName::location).containsExactly(Optional.of(ELSEWHERE));
    }
}
