package dev.coffer.kms.key;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/**
 * Writes keys as they became. Of what belongs to a key only the collections that differ from the image are replaced; all
 * of them are taken away before any is put, as an alias may move from one key to another.
 */
final class KeyWriter {
    private final KeyRecords records;

    KeyWriter(KeyRecords records) {
        this.records = records;
    }

    Uni<Void> write(Session session, KeyRing before, List<KmsKey> keys) {
        Uni<Void> done = Uni.createFrom().voidItem();
        List<Object> fresh = new ArrayList<>();
        for (KmsKey key : keys) {
            Optional<KmsKey> known = before.key(key.id().uuid());
            done = done.chain(() -> known.isEmpty() ? insert(session, key) : update(session, key));
            if (known.isPresent()) {
                done = done.chain(() -> takeAway(session, known.get(), key));
            }
            fresh.addAll(rows(known, key));
        }
        return done.chain(() -> session.persistAll(fresh.toArray())).chain(session::flush);
    }

    private Uni<Void> insert(Session session, KmsKey key) {
        KeyEntity row = new KeyEntity();
        records.write(key, row);
        return session.persist(row).chain(session::flush); // before what refers to it
    }

    private Uni<Void> update(Session session, KmsKey key) {
        return session.find(
                        KeyEntity.class,
                        new KeyEntity.Id(key.id().region().id(), key.id().uuid()))
                .invoke(row -> records.write(key, row))
                .replaceWithVoid();
    }

    private static Uni<Void> takeAway(Session session, KmsKey known, KmsKey key) {
        List<String> stale = new ArrayList<>();
        if (key.materials().isEmpty() && !known.materials().isEmpty()) {
            stale.add("delete MaterialEntity c where c.id.region = :region and c.id.keyId = :key");
        }
        if (!key.aliases().equals(known.aliases())) {
            stale.add("delete AliasEntity c where c.id.region = :region and c.keyId = :key");
        }
        if (!key.tags().equals(known.tags())) {
            stale.add("delete TagEntity c where c.id.region = :region and c.id.keyId = :key");
        }
        if (!key.grants().equals(known.grants())) {
            stale.add("delete GrantEntity c where c.id.region = :region and c.id.keyId = :key");
        }
        Uni<Void> done = Uni.createFrom().voidItem();
        for (String delete : stale) {
            done = done.chain(() -> session.createMutationQuery(delete)
                    .setParameter("region", key.id().region().id())
                    .setParameter("key", key.id().uuid())
                    .executeUpdate()
                    .replaceWithVoid());
        }
        return done;
    }

    private List<Object> rows(Optional<KmsKey> known, KmsKey key) {
        List<Object> rows = new ArrayList<>();
        int materials = known.map(k -> k.materials().size()).orElse(0);
        key.materials().stream()
                .skip(materials)
                .map(material -> records.row(key.id(), material))
                .forEach(rows::add);
        if (known.isEmpty() || !known.get().aliases().equals(key.aliases())) {
            key.aliases().values().forEach(alias -> rows.add(records.row(key.id(), alias)));
        }
        if (known.isEmpty() || !known.get().tags().equals(key.tags())) {
            key.tags().forEach((tag, value) -> rows.add(records.row(key.id(), tag, value)));
        }
        if (known.isEmpty() || !known.get().grants().equals(key.grants())) {
            key.grants().forEach(grant -> rows.add(GrantEntity.of(key.id(), grant)));
        }
        return rows;
    }
}
