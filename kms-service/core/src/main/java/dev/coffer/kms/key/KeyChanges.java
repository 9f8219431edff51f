package dev.coffer.kms.key;

import dev.coffer.aws.error.AwsException;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.audit.CallRecords;
import dev.coffer.kms.call.KmsCall;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Changes of keys by calls, each committed together with its call's records: there is no change that is not recorded. */
public final class KeyChanges {
    private final KeyStore store;
    private final InstantSource real;

    /**
     * Commits to {@code store}.
     *
     * @param real the clock of the audit trail
     */
    public KeyChanges(KeyStore store, InstantSource real) {
        this.store = store;
        this.real = real;
    }

    /**
     * Changes keys of the call's region.
     *
     * @param decide see {@link KeyStore#change}
     * @return the keys as they are committed
     */
    public List<KmsKey> change(KmsCall call, Function<KeyRing, List<KmsKey>> decide) {
        return store.change(call.region(), decide, changed -> CallRecords.pending(call, changed, real.instant()));
    }

    /**
     * Changes one key, as it is when its turn comes, which may be later than looked at, and notes its new state in the call.
     *
     * @param change checks the state and answers the new one; the same one for no change
     * @throws AwsException what {@code change} throws, or {@code NotFoundException} if the key went away meanwhile
     */
    public KmsKey change(KmsKey key, KmsCall call, UnaryOperator<KmsKey> change) {
        List<KmsKey> changed = change(call, ring -> {
            KmsKey now = ring.key(key.id().uuid())
                    .orElseThrow(() -> KmsError.NOT_FOUND.because("Key '" + key.arn() + "' does not exist"));
            KmsKey next = change.apply(now);
            return next.equals(now) ? List.of() : List.of(next);
        });
        return changed.isEmpty() ? key : call.about(changed.getFirst());
    }
}
