package dev.coffer.kms.key;

import dev.coffer.events.audit.AuditRecord;
import dev.coffer.kms.audit.PendingRecord;
import dev.coffer.kms.audit.ServiceRecords;
import dev.coffer.kms.key.KeyMaterial.RotationType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private final InstantSource real;
    private final Consumer<PendingRecord> committed;

    /**
     * The calendar of the keys in {@code rings}.
     *
     * @param clock the clock of keys
     * @param real the clock of the audit trail
     * @param committed hears of the record of everything that was done here
     */
    public KeyCalendar(
            KeyRings rings,
            KeyStore store,
            InstantSource clock,
            InstantSource real,
            Consumer<PendingRecord> committed) {
        this.rings = rings;
        this.store = store;
        this.clock = clock;
        this.real = real;
        this.committed = committed;
    }

    /** Does what is due now. Blocks. */
    public void run() {
        Instant now = clock.instant();
        for (KeyRing ring : rings.all()) {
            for (KmsKey key : ring.all()) {
                if (isDeletionDue(key, now)) {
                    change(
                            key,
                            known -> isDeletionDue(known, now),
                            KeyCalendar::deleted,
                            done -> ServiceRecords.deleted(done, real.instant()));
                } else if (isRotationDue(key, now)) {
                    change(
                            key,
                            known -> isRotationDue(known, now),
                            known -> rotated(known, now),
                            done -> ServiceRecords.rotated(done, real.instant()));
                }
            }
        }
    }

    private void change(
            KmsKey key, Predicate<KmsKey> isDue, UnaryOperator<KmsKey> change, Function<KmsKey, AuditRecord> record) {
        List<PendingRecord> records = new ArrayList<>();
        store.change(
                key.id().region(),
                ring -> ring.key(key.id().uuid()).filter(isDue).map(change).stream()
                        .toList(),
                changed -> {
                    changed.forEach(done -> records.add(new PendingRecord(done.arn(), record.apply(done))));
                    return records;
                });
        records.forEach(committed);
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
