package dev.coffer.kms.key;

import dev.coffer.kms.key.KeyMaterial.RotationType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What is due by the clock: deletions and automatic rotations. Whether a key is due is decided once more when its turn to
 * be changed comes, so that any number of instances may look.
 */
public final class KeyCalendar {
    private final KeyRings rings;
    private final KeyStore store;
    private final InstantSource clock;
    private final Consumer<KmsKey> deleted;
    private final Consumer<KmsKey> rotated;

    /**
     * The calendar of the keys in {@code rings}.
     *
     * @param deleted hears of every key that was deleted here
     * @param rotated hears of every key that was rotated here
     */
    public KeyCalendar(
            KeyRings rings, KeyStore store, InstantSource clock, Consumer<KmsKey> deleted, Consumer<KmsKey> rotated) {
        this.rings = rings;
        this.store = store;
        this.clock = clock;
        this.deleted = deleted;
        this.rotated = rotated;
    }

    /** Does what is due now. Blocks. */
    public void run() {
        Instant now = clock.instant();
        for (KeyRing ring : rings.all()) {
            for (KmsKey key : ring.all()) {
                if (isDeletionDue(key, now)) {
                    change(key, known -> isDeletionDue(known, now), KeyCalendar::deleted)
                            .forEach(deleted);
                } else if (isRotationDue(key, now)) {
                    change(key, known -> isRotationDue(known, now), known -> rotated(known, now))
                            .forEach(rotated);
                }
            }
        }
    }

    private List<KmsKey> change(KmsKey key, Predicate<KmsKey> isDue, UnaryOperator<KmsKey> change) {
        return store.change(
                key.id().region(),
                ring -> ring.key(key.id().uuid()).filter(isDue).map(change).stream()
                        .toList());
    }

    private static boolean isDeletionDue(KmsKey key, Instant now) {
        return key.state() instanceof KeyState.PendingDeletion pending
                && !pending.deletionDate().isAfter(now);
    }

    private static boolean isRotationDue(KmsKey key, Instant now) {
        return key.state() instanceof KeyState.Enabled && key.rotation().isDue(now);
    }

    private static KmsKey deleted(KmsKey key) {
        return key.with(KeyState.DELETED)
                .with(RotationSchedule.OFF)
                .withMaterials(List.of())
                .withAliases(new TreeMap<>())
                .withTags(new TreeMap<>())
                .withGrants(List.of());
    }

    private static KmsKey rotated(KmsKey key, Instant now) {
        return Rotations.rotated(key, now, RotationType.AUTOMATIC)
                .with(key.rotation().after(now));
    }
}
