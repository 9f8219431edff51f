package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.EncryptionFloor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The order of a key's versions, without a database. */
class KeyOrderTest {
    private static final Region REGION = new Region("us-east-1");
    private static final BucketName BUCKET = new BucketName("bucket");
    private static final ObjectKey KEY = new ObjectKey("k");
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456Z");

    @Test
    void a_sequencer_is_the_time_in_microseconds() {
        assertThat(KeyState.sequencerAfter(Optional.empty(), NOW)).isEqualTo(1_793_527_200_123_456L);
    }

    @Test
    void a_sequencer_is_above_the_keys_last_also_when_the_clock_went_back() {
        StoredVersion fromTheFuture = version("v", 1_900_000_000_000_000L);

        assertThat(KeyState.sequencerAfter(Optional.of(fromTheFuture), NOW)).isEqualTo(1_900_000_000_000_001L);
    }

    @Test
    void version_ids_tell_their_sequencer_and_are_safe_in_urls() {
        String id = VersionIds.next(1_793_527_200_123_456L);

        assertThat(id).hasSize(32).matches("[A-Za-z0-9._]+");
        assertThat(VersionIds.sequencer(id)).hasValue(1_793_527_200_123_456L);
        assertThat(VersionIds.next(1)).isNotEqualTo(VersionIds.next(1));
        assertThat(VersionIds.isWellFormed("null")).isTrue();
        assertThat(VersionIds.isWellFormed("nonsense")).isFalse();
        assertThat(VersionIds.isWellFormed("ä".repeat(32))).isFalse();
    }

    /** Inserts and removals in any order: there is always exactly one latest, the newest. */
    @RepeatedTest(50)
    void exactly_the_newest_version_is_the_latest_whatever_happens() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<StoredVersion> versions = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            KeyState state = state(versions);
            Effects<String> effects;
            if (random.nextInt(3) > 0 || versions.isEmpty()) {
                boolean nullVersion = random.nextInt(4) == 0;
                // A replica may come late, and two sources may have drawn one sequencer.
                long sequencer = random.nextInt(3) == 0 ? random.nextLong(1, 40) : state.nextSequencer();
                effects = Effects.insert(
                        "", state, version(nullVersion ? "null" : "v" + step, sequencer), List.of(), List.of());
            } else {
                StoredVersion gone = versions.get(random.nextInt(versions.size()));
                effects = Effects.remove("", state, gone, List.of());
            }
            apply(effects, versions);

            List<StoredVersion> latest =
                    versions.stream().filter(StoredVersion::latest).toList();
            assertThat(latest).as("seed " + seed).hasSize(versions.isEmpty() ? 0 : 1);
            versions.stream()
                    .max(StoredVersion.ORDER)
                    .ifPresent(newest -> assertThat(latest.getFirst().objectId())
                            .as("seed " + seed)
                            .isEqualTo(newest.objectId()));
            assertThat(versions.stream().filter(v -> v.versionId().equals("null")))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    /** What the transaction does with effects. */
    private static void apply(Effects<String> effects, List<StoredVersion> versions) {
        effects.removed().forEach(gone -> versions.removeIf(v -> v.objectId().equals(gone.objectId())));
        effects.demoted()
                .ifPresent(down ->
                        versions.replaceAll(v -> v.objectId().equals(down.objectId()) ? v.withLatest(false) : v));
        effects.inserted().ifPresent(versions::add);
        effects.promoted()
                .ifPresent(up -> versions.replaceAll(v -> v.objectId().equals(up.objectId()) ? v.withLatest(true) : v));
    }

    private static KeyState state(List<StoredVersion> versions) {
        List<StoredVersion> newest = versions.stream()
                .sorted(StoredVersion.ORDER.reversed())
                .limit(2)
                .toList();
        return new KeyState(
                new Bucket(
                        REGION,
                        BUCKET,
                        new AccountId("111111111111"),
                        "a".repeat(64),
                        EncryptionFloor.NONE,
                        Versioning.ENABLED,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                newest,
                versions.stream().filter(v -> v.versionId().equals("null")).findFirst(),
                Optional.empty(),
                newest.stream().findFirst().map(v -> v.sequencer() + 1).orElse(1L),
                NOW);
    }

    private static StoredVersion version(String id, long sequencer) {
        return new StoredVersion(
                REGION,
                BUCKET,
                KEY,
                id,
                sequencer,
                true,
                ObjectId.next(NOW),
                false,
                "a".repeat(64),
                NOW,
                ObjectContent.NONE,
                false,
                List.of());
    }
}
