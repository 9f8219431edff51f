package dev.coffer.storage.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.segment.SegmentUpkeep;
import dev.coffer.storage.blob.segment.SegmentedBlobStore;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.testing.StorageTest;
import dev.coffer.testing.fault.Crash;
import dev.coffer.testing.fault.SimulatedCrash;
import dev.coffer.testing.fault.SwitchedFaults;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compaction with the metadata that really names the blobs. */
@QuarkusTest
class BlobUpkeepTest extends StorageTest {
    private static final int OBJECTS = 40;

    @Inject
    SegmentedBlobStore store;

    @Inject
    SegmentUpkeep upkeep;

    @Inject
    Orphans orphans;

    @Inject
    SwitchedFaults faults;

    @ConfigProperty(name = "coffer.data")
    Path data;

    private BucketName bucket;

    @BeforeEach
    void fill() {
        bucket = bucket();
        store.roll();
        for (int i = 0; i < OBJECTS; i++) {
            put(bucket, "k" + i, text(i));
        }
        store.roll();
    }

    @AfterEach
    void live() {
        faults.clear();
    }

    @Test
    void what_is_left_of_a_mostly_deleted_segment_moves_and_stays_readable() {
        Set<Path> before = segments();
        deleteAllButEvery(8);
        awaitCompaction(before);
        assertLeftEvery(8);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPoint.class,
            names = {"COMPACTION_SYNC", "COMPACTION_SWITCH", "COMPACTION_SWITCHED", "COMPACTION_REMOVE"})
    void a_compaction_killed_at_any_step_loses_nothing(FaultPoint point) {
        Set<Path> before = segments();
        deleteAllButEvery(8);
        faults.set(Crash.at(point));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            try {
                compact();
                return false;
            } catch (SimulatedCrash killed) {
                return true;
            }
        });
        faults.clear();
        assertLeftEvery(8);
        orphans.collect(REGION, Instant.now().plusSeconds(60)); // what nobody came to note as dead
        awaitCompaction(before);
        assertLeftEvery(8);
    }

    @Test
    void the_blob_of_a_write_killed_ahead_of_its_metadata_is_an_orphan() {
        Set<BlobName> before = all();
        faults.set(Crash.at(FaultPoint.METADATA_COMMIT));
        assertThatThrownBy(() -> put(bucket, "killed", "text")).isInstanceOf(SimulatedCrash.class);
        faults.clear();
        assertThat(all()).hasSize(before.size() + 1);
        assertThat(orphans.collect(REGION, Instant.now().plusSeconds(60))).isPositive();
        assertThat(all()).isSubsetOf(before);
    }

    private void deleteAllButEvery(int nth) {
        for (int i = 0; i < OBJECTS; i++) {
            if (i % nth != 0) {
                call(new DeleteObject(bucket, new ObjectKey("k" + i), Optional.empty(), Optional.empty()));
            }
        }
    }

    private void assertLeftEvery(int nth) {
        for (int i = 0; i < OBJECTS; i += nth) {
            assertThat(get(bucket, "k" + i).text()).isEqualTo(text(i));
        }
    }

    /** Until none of the bucket's segments of before is there. */
    private void awaitCompaction(Set<Path> before) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            compact();
            assertThat(before).noneMatch(Files::exists);
        });
        assertThat(segments()).doesNotContainAnyElementsOf(before);
    }

    private void compact() {
        upkeep.compact(REGION, Instant.now().minus(Cleanup.ORPHAN_AGE));
    }

    private Set<BlobName> all() {
        Set<BlobName> names = new HashSet<>();
        store.forEachOlderThan(REGION, Instant.now().plusSeconds(60), names::add);
        return names;
    }

    private Set<Path> segments() {
        List<BlobLocation> locations = database.statements()
                .query(
                        "select blob_location from storage.object_version where bucket = $1",
                        row -> BlobLocation.unpacked(row.getLong(0)),
                        bucket.value());
        Set<Path> paths = new HashSet<>();
        locations.forEach(place -> paths.add(data.resolve(
                "blobs/" + REGION.id() + "/segments/%04x/%07x".formatted(place.segment() >>> 12, place.segment()))));
        return paths;
    }

    private static String text(int i) {
        return i + " " + "x".repeat(20_000);
    }
}
