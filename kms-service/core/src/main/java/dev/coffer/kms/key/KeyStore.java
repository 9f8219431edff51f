package dev.coffer.kms.key;

import dev.coffer.aws.Region;
import dev.coffer.kms.audit.PendingRecord;
import java.util.List;
import java.util.function.Function;

/** Where keys are kept. Changes of one region happen one after the other, over all instances. Blocks. */
public interface KeyStore {

    /**
     * Decides about a change and commits it.
     *
     * @param decide is given the region's image, complete up to the last committed change, and answers the keys that are
     *     new or different, possibly none. It may throw, and must not block
     * @param records is given those keys, if there are any, and answers the audit records to be committed with them; it
     *     must not block
     * @return the keys as they are committed; the image has them already
     */
    List<KmsKey> change(
            Region region, Function<KeyRing, List<KmsKey>> decide, Function<List<KmsKey>, List<PendingRecord>> records);

    /** Brings the region's image up to the last committed change. */
    void refresh(Region region);
}
