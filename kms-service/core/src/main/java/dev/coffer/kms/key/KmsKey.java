package dev.coffer.kms.key;

import dev.coffer.kms.api.KeyMetadata;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.grant.KeyGrant;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A KMS key and everything that belongs to it, at one revision. Immutable: changes are new values, which the store
 * commits one after the other per region.
 *
 * @param materials oldest first; the last one encrypts. Empty once the key is deleted
 * @param revision of the region when the key was last changed; 0: not stored yet
 */
public record KmsKey(
        KeyId id,
        KeyManager manager,
        KeyState state,
        String description,
        Instant createdAt,
        RotationSchedule rotation,
        List<KeyMaterial> materials,
        NavigableMap<String, Alias> aliases,
        NavigableMap<String, String> tags,
        KeyPolicy policy,
        List<KeyGrant> grants,
        long revision) {

    /** The only key spec. */
    public static final String SPEC = "SYMMETRIC_DEFAULT";

    /** Copies the collections. */
    public KmsKey {
        materials = List.copyOf(materials);
        aliases = Collections.unmodifiableNavigableMap(new TreeMap<>(aliases));
        tags = Collections.unmodifiableNavigableMap(new TreeMap<>(tags));
        grants = List.copyOf(grants);
    }

    /** A new, enabled key with its first material. */
    public static KmsKey fresh(KeyId id, KeyManager manager, String description, KeyPolicy policy, Instant now) {
        return new KmsKey(
                id,
                manager,
                KeyState.ENABLED,
                description,
                now,
                RotationSchedule.OFF,
                List.of(KeyMaterial.first(now)),
                new TreeMap<>(),
                new TreeMap<>(),
                policy,
                List.of(),
                0);
    }

    /** The key's ARN. */
    public String arn() {
        return id.arn();
    }

    /** The material that encrypts. */
    public KeyMaterial current() {
        return materials.getLast();
    }

    /** The material with this version. */
    public Optional<KeyMaterial> material(int version) {
        return version >= 1 && version <= materials.size() ? Optional.of(materials.get(version - 1)) : Optional.empty();
    }

    /** @throws dev.coffer.aws.error.AwsException unless the key may be used for cryptography */
    public void requireEnabled() {
        requireNotPending();
        if (state instanceof KeyState.Disabled) {
            throw KmsError.DISABLED.because(arn() + " is disabled.");
        }
    }

    /** @throws dev.coffer.aws.error.AwsException if the key waits for its deletion */
    public void requireNotPending() {
        if (state instanceof KeyState.PendingDeletion) {
            throw KmsError.INVALID_STATE.because(arn() + " is pending deletion.");
        }
    }

    /** As KMS describes it. */
    public KeyMetadata metadata() {
        return new KeyMetadata(
                id.account().value(),
                id.uuid(),
                arn(),
                createdAt,
                state instanceof KeyState.Enabled,
                description,
                "ENCRYPT_DECRYPT",
                state.wireName(),
                state instanceof KeyState.PendingDeletion pending
                        ? Optional.of(pending.deletionDate())
                        : Optional.empty(),
                "AWS_KMS",
                manager.name(),
                SPEC,
                SPEC,
                List.of(SPEC),
                false,
                Optional.empty(),
                Optional.of(current().id()));
    }

    /** The same key in another state. */
    public KmsKey with(KeyState newState) {
        return new KmsKey(
                id,
                manager,
                newState,
                description,
                createdAt,
                rotation,
                materials,
                aliases,
                tags,
                policy,
                grants,
                revision);
    }

    /** The same key with another description. */
    public KmsKey described(String text) {
        return new KmsKey(
                id, manager, state, text, createdAt, rotation, materials, aliases, tags, policy, grants, revision);
    }

    /** The same key with another schedule. */
    public KmsKey with(RotationSchedule schedule) {
        return new KmsKey(
                id,
                manager,
                state,
                description,
                createdAt,
                schedule,
                materials,
                aliases,
                tags,
                policy,
                grants,
                revision);
    }

    /** The same key with other material. */
    public KmsKey withMaterials(List<KeyMaterial> list) {
        return new KmsKey(
                id, manager, state, description, createdAt, rotation, list, aliases, tags, policy, grants, revision);
    }

    /** The same key with other aliases. */
    public KmsKey withAliases(NavigableMap<String, Alias> map) {
        return new KmsKey(
                id, manager, state, description, createdAt, rotation, materials, map, tags, policy, grants, revision);
    }

    /** The same key with other tags. */
    public KmsKey withTags(NavigableMap<String, String> map) {
        return new KmsKey(
                id,
                manager,
                state,
                description,
                createdAt,
                rotation,
                materials,
                aliases,
                map,
                policy,
                grants,
                revision);
    }

    /** The same key with another policy. */
    public KmsKey with(KeyPolicy newPolicy) {
        return new KmsKey(
                id,
                manager,
                state,
                description,
                createdAt,
                rotation,
                materials,
                aliases,
                tags,
                newPolicy,
                grants,
                revision);
    }

    /** The same key with other grants. */
    public KmsKey withGrants(List<KeyGrant> list) {
        return new KmsKey(
                id, manager, state, description, createdAt, rotation, materials, aliases, tags, policy, list, revision);
    }

    /** The same key as committed in this revision. */
    public KmsKey at(long newRevision) {
        return new KmsKey(
                id,
                manager,
                state,
                description,
                createdAt,
                rotation,
                materials,
                aliases,
                tags,
                policy,
                grants,
                newRevision);
    }

    @Override
    public String toString() {
        return arn() + " " + state.wireName() + " @" + revision;
    }
}
