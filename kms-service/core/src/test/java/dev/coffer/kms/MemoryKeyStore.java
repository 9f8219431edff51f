package dev.coffer.kms;

import dev.coffer.aws.Region;
import dev.coffer.kms.audit.PendingRecord;
import dev.coffer.kms.key.KeyRing;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KeyStore;
import dev.coffer.kms.key.KmsKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Keys in memory only: the image is all there is. */
public final class MemoryKeyStore implements KeyStore {
    /** Everything that was ever committed with a change. */
    public final List<PendingRecord> records = new ArrayList<>();

    /** Whether changes are committed, and nobody hears of it. */
    public boolean losesAnswers;

    private final KeyRings rings;
    private long revision;

    public MemoryKeyStore(KeyRings rings) {
        this.rings = rings;
    }

    @Override
    public synchronized List<KmsKey> change(
            Region region,
            Function<KeyRing, List<KmsKey>> decide,
            Function<List<KmsKey>, List<PendingRecord>> recorded) {
        KeyRing ring = rings.of(region);
        List<KmsKey> decided = decide.apply(ring);
        if (decided.isEmpty()) {
            return decided;
        }
        revision++;
        List<KmsKey> keys = decided.stream().map(key -> key.at(revision)).toList();
        records.addAll(recorded.apply(keys));
        ring.apply(keys, revision);
        if (losesAnswers) {
            throw new IllegalStateException("connection lost");
        }
        return keys;
    }

    @Override
    public void refresh(Region region) {
        // nobody else changes anything
    }
}
