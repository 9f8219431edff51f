package dev.coffer.kms.key;

import dev.coffer.kms.key.KeyRecords.Rows;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/** Brings an image up to date: reads the keys that changed since its revision, with everything that belongs to them. */
final class KeyReader {
    private final KeyRecords records;

    KeyReader(KeyRecords records) {
        this.records = records;
    }

    /** @param upTo the region's revision, read before, so that the image will miss nothing up to it */
    Uni<Void> catchUp(Session session, KeyRing ring, long upTo) {
        long since = ring.revision();
        if (since >= upTo) {
            return Uni.createFrom().voidItem();
        }
        String region = ring.region().id();
        Map<String, Rows> found = new LinkedHashMap<>();
        Reading read = new Reading(session, region, since, found);
        return read.keys()
                .chain(() -> read.each(
                        MaterialEntity.class,
                        "id.keyId",
                        m -> m.id.keyId(),
                        (rows, m) -> rows.materials().add(m)))
                .chain(() -> read.each(
                        AliasEntity.class,
                        "keyId",
                        a -> a.keyId,
                        (rows, a) -> rows.aliases().add(a)))
                .chain(() -> read.each(
                        TagEntity.class,
                        "id.keyId",
                        t -> t.id.keyId(),
                        (rows, t) -> rows.tags().add(t)))
                .chain(() -> read.each(
                        GrantEntity.class,
                        "id.keyId",
                        g -> g.id.keyId(),
                        (rows, g) -> rows.grants().add(g)))
                .invoke(() -> ring.apply(
                        found.values().stream()
                                .map(rows ->
                                        records.key(rows, ring.key(rows.key().id.keyId())))
                                .toList(),
                        upTo));
    }

    /** One reading of a region's changes. */
    private record Reading(Session session, String region, long since, Map<String, Rows> found) {
        Uni<Void> keys() {
            return session.createSelectionQuery(
                            "from KeyEntity k where k.id.region = :region and k.revision > :since", KeyEntity.class)
                    .setParameter("region", region)
                    .setParameter("since", since)
                    .getResultList()
                    .invoke(list -> list.forEach(key -> found.put(key.id.keyId(), new Rows(key))))
                    .replaceWithVoid();
        }

        /** What belongs to the keys; rows of a key that changed only after the keys were read are left for the next time. */
        <T> Uni<Void> each(Class<T> type, String path, Function<T, String> keyId, BiConsumer<Rows, T> add) {
            if (found.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            String query = "from " + type.getSimpleName() + " c where c.id.region = :region and c." + path
                    + " in (select k.id.keyId from KeyEntity k where k.id.region = :region and k.revision > :since)";
            Uni<List<T>> rows = session.createSelectionQuery(query, type)
                    .setParameter("region", region)
                    .setParameter("since", since)
                    .getResultList();
            return rows.invoke(list -> list.forEach(row -> {
                        Rows of = found.get(keyId.apply(row));
                        if (of != null) {
                            add.accept(of, row);
                        }
                    }))
                    .replaceWithVoid();
        }
    }
}
