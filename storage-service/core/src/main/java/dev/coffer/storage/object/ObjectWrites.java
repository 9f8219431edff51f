package dev.coffer.storage.object;

import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.envelope.frame.FrameBinding;
import dev.coffer.identity.Caller;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.encryption.EncryptionPlan;
import dev.coffer.storage.encryption.KeyScope;
import dev.coffer.storage.encryption.ObjectKeys;
import dev.coffer.storage.encryption.WriteKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Writes whole objects: the data key first, so that a refusal of KMS costs no body; then the bytes; then the version.
 * What a failed write has stored is deleted, unless it may have been committed after all: then orphan collection decides.
 */
@ApplicationScoped
public class ObjectWrites {
    private final ObjectKeys keys;
    private final BodyIntake intake;
    private final KeyChanges changes;
    private final FreedBlobs freed;
    private final CofferClock clock;

    ObjectWrites(ObjectKeys keys, BodyIntake intake, KeyChanges changes, FreedBlobs freed, CofferClock clock) {
        this.keys = keys;
        this.intake = intake;
        this.changes = changes;
        this.freed = freed;
        this.clock = clock;
    }

    /** Makes the change from what was stored. */
    @FunctionalInterface
    public interface Finish<R> {
        /**
         * @param objectId the write's
         * @param key how it is encrypted
         * @param body what was stored
         */
        KeyChange<R> change(ObjectId objectId, WriteKey key, StoredBody body);
    }

    /** Makes or gets the data key of one object. */
    @FunctionalInterface
    public interface KeySource {
        /** The key for {@code scope}. */
        WriteKey get(KeyScope scope);
    }

    /** Stores a new version of an object in the requester's name. */
    public CommittedVersion write(
            Region region, Draft draft, EncryptionPlan plan, BodySource body, Digests digests, Caller requester) {
        return write(
                region,
                draft,
                scope -> keys.forWriting(plan, scope, requester),
                body,
                digests,
                (id, key, stored) -> new NewVersion(
                        region,
                        draft,
                        id,
                        stored.size(),
                        Etags.of(stored, key.stored()),
                        List.of(stored.checksum()),
                        key.stored(),
                        List.of(),
                        stored.blob().location(),
                        requester));
    }

    /** Stores bytes under a key of {@code source} and commits what {@code finish} makes of them. */
    public <R> R write(
            Region region, Draft draft, KeySource source, BodySource body, Digests digests, Finish<R> finish) {
        ObjectId id = ObjectId.next(clock.real());
        KeyScope scope = new KeyScope(region, draft.bucket(), draft.key(), id);
        try (WriteKey key = source.get(scope)) {
            StoredBody stored = intake.store(
                    region,
                    id,
                    body,
                    digests,
                    key.stored().showsMd5(),
                    key.dataKey().map(k -> new BodyIntake.Framing(k, FrameBinding.ofObject(id.value()))));
            return commit(stored, finish.change(id, key, stored));
        }
    }

    /** Commits a change that refers to {@code stored}, whose blob is deleted if the change certainly did not happen. */
    public <R> R commit(StoredBody stored, KeyChange<R> change) {
        try {
            return changes.apply(change);
        } catch (RuntimeException e) {
            if (!KeyChanges.mayHaveHappened(e)) {
                freed.add(List.of(stored.blob()));
            }
            throw e;
        }
    }
}
