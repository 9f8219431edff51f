package dev.coffer.kms.key;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.kms.crypto.RootKey;
import dev.coffer.kms.crypto.RootKeyUnusable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Between keys and their rows; material is wrapped and unwrapped on the way. */
final class KeyRecords {
    private final RootKey root;

    KeyRecords(RootKey root) {
        this.root = root;
    }

    /** A key's rows together. */
    record Rows(
            KeyEntity key,
            List<MaterialEntity> materials,
            List<AliasEntity> aliases,
            List<TagEntity> tags,
            List<GrantEntity> grants) {
        Rows(KeyEntity key) {
            this(key, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** @param known the same key at an earlier revision, whose unwrapped material is taken over */
    KmsKey key(Rows rows, Optional<KmsKey> known) {
        KeyEntity row = rows.key();
        KeyId id = new KeyId(new Region(row.id.region()), new AccountId(row.account), row.id.keyId());
        TreeMap<String, Alias> aliases = new TreeMap<>();
        rows.aliases().forEach(a -> aliases.put(a.id.name(), new Alias(a.id.name(), a.createdAt, a.updatedAt)));
        TreeMap<String, String> tags = new TreeMap<>();
        rows.tags().forEach(tag -> tags.put(tag.id.tagKey(), tag.value));
        return new KmsKey(
                id,
                KeyManager.valueOf(row.manager),
                state(row.state, row.deletionDate),
                row.description,
                row.createdAt,
                new RotationSchedule(row.rotationDays, Optional.ofNullable(row.nextRotation)),
                rows.materials().stream()
                        .sorted(Comparator.comparingInt(m -> m.id.version()))
                        .map(m -> material(id, m, known))
                        .toList(),
                aliases,
                tags,
                KeyPolicy.parse(row.policy),
                rows.grants().stream().map(GrantEntity::grant).toList(),
                row.revision);
    }

    void write(KmsKey key, KeyEntity row) {
        row.id = new KeyEntity.Id(key.id().region().id(), key.id().uuid());
        row.account = key.id().account().value();
        row.manager = key.manager().name();
        row.state = key.state().wireName();
        row.deletionDate = key.state() instanceof KeyState.PendingDeletion pending ? pending.deletionDate() : null;
        row.description = key.description();
        row.createdAt = key.createdAt();
        row.rotationDays = key.rotation().periodDays();
        row.nextRotation = key.rotation().next().orElse(null);
        row.policy = key.policy().text();
        row.revision = key.revision();
    }

    MaterialEntity row(KeyId id, KeyMaterial material) {
        MaterialEntity row = new MaterialEntity();
        row.id = new MaterialEntity.Id(id.region().id(), id.uuid(), material.version());
        row.materialId = material.id();
        row.createdAt = material.createdAt();
        row.rotationType = material.rotation().map(Enum::name).orElse(null);
        row.wrapped = root.wrap(id, material.version(), material.secret());
        return row;
    }

    AliasEntity row(KeyId id, Alias alias) {
        AliasEntity row = new AliasEntity();
        row.id = new AliasEntity.Id(id.region().id(), id.account().value(), alias.name());
        row.keyId = id.uuid();
        row.createdAt = alias.createdAt();
        row.updatedAt = alias.updatedAt();
        return row;
    }

    TagEntity row(KeyId id, String tag, String value) {
        TagEntity row = new TagEntity();
        row.id = new TagEntity.Id(id.region().id(), id.uuid(), tag);
        row.value = value;
        return row;
    }

    private KeyMaterial material(KeyId id, MaterialEntity row, Optional<KmsKey> known) {
        return known.flatMap(key -> key.material(row.id.version()))
                .orElseGet(() -> new KeyMaterial(
                        row.materialId,
                        row.id.version(),
                        row.createdAt,
                        Optional.ofNullable(row.rotationType).map(KeyMaterial.RotationType::valueOf),
                        unwrap(id, row)));
    }

    private SecretBytes unwrap(KeyId id, MaterialEntity row) {
        return root.unwrap(id, row.id.version(), row.wrapped)
                .orElseThrow(() -> new RootKeyUnusable(
                        "The material of " + id.arn() + " was not wrapped by this KMS root key, or has been damaged"));
    }

    private static KeyState state(String name, @Nullable Instant deletionDate) {
        return switch (name) {
            case "Enabled" -> KeyState.ENABLED;
            case "Disabled" -> KeyState.DISABLED;
            case "Deleted" -> KeyState.DELETED;
            case "PendingDeletion" ->
                new KeyState.PendingDeletion(Optional.ofNullable(deletionDate).orElseThrow());
            default -> throw new IllegalStateException("unknown key state " + name);
        };
    }
}
