package dev.coffer.kms.key;

import dev.coffer.kms.key.KeyMaterial.RotationType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is due by the clock: deletions and automatic rotations. Whether a key is due is decided once more when its turn to
 * be changed comes, so that any number of instances may look.
 */
public final class KeyCalendar {
    private final KeyRings rings;
    private final KeyStore store;
    private final InstantSource clock;

    /** The calendar of the keys in {@code rings}. */
    public KeyCalendar(KeyRings rings, KeyStore store, InstantSource clock) {
        this.rings = rings;
        this.store = store;
        this.clock = clock;
    }

    /** Does what is due now. Blocks. */
    public void run() {
        Instant now = clock.instant();
        for (KeyRing ring : rings.all()) {
            for (KmsKey key : ring.all()) {
                if (isDeletionDue(key, now)) {
                    change(key, known -> isDeletionDue(known, now) ? Optional.of(deleted(known)) : Optional.empty());
                } else if (isRotationDue(key, now)) {
                    change(
                            key,
                            known -> isRotationDue(known, now) ? Optional.of(rotated(known, now)) : Optional.empty());
                }
            }
        }
    }

    private void change(KmsKey key, Function<KmsKey, Optional<KmsKey>> decide) {
        store.change(
                key.id().region(),
                ring -> ring.key(key.id().uuid()).flatMap(decide).stream().toList());
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
