package dev.coffer.kms.key;

import dev.coffer.aws.error.AwsException;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.call.KmsCall;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of one key by a call: applied to the key as it is when its turn comes, which may be later than looked at. */
public final class KeyChanges {
    private final KeyStore store;

    /** Commits to {@code store}. */
    public KeyChanges(KeyStore store) {
        this.store = store;
    }

    /**
     * Changes the key and notes its new state in the call.
     *
     * @param change checks the state and answers the new one; the same one for no change
     * @throws AwsException what {@code change} throws, or {@code NotFoundException} if the key went away meanwhile
     */
    public KmsKey change(KmsKey key, KmsCall call, UnaryOperator<KmsKey> change) {
        List<KmsKey> changed = store.change(key.id().region(), ring -> {
            KmsKey now = ring.key(key.id().uuid())
                    .orElseThrow(() -> KmsError.NOT_FOUND.because("Key '" + key.arn() + "' does not exist"));
            KmsKey next = change.apply(now);
            return next.equals(now) ? List.of() : List.of(next);
        });
        return changed.isEmpty() ? key : call.about(changed.getFirst());
    }
}
