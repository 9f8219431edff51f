package dev.coffer.kms.key;

import dev.coffer.aws.Region;
import dev.coffer.kms.audit.PendingRecord;
import dev.coffer.kms.audit.PendingRecordEntity;
import dev.coffer.kms.crypto.RootKey;
import dev.coffer.platform.sql.Entities;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/**
 * Keys in PostgreSQL. A change locks the region's row, brings the image up to date (nobody else can commit now), lets the
 * caller decide on that image, and writes what became different under the region's next revision, with its records.
 */
public final class KeyRows implements KeyStore {
    private final Entities entities;
    private final KeyRings rings;
    private final KeyReader reader;
    private final KeyWriter writer;

    /** @param root unwraps and wraps material */
    public KeyRows(Entities entities, KeyRings rings, RootKey root) {
        this.entities = entities;
        this.rings = rings;
        KeyRecords records = new KeyRecords(root);
        this.reader = new KeyReader(records);
        this.writer = new KeyWriter(records);
    }

    private record Committed(List<KmsKey> keys, long revision) {}

    @Override
    public List<KmsKey> change(
            Region region,
            Function<KeyRing, List<KmsKey>> decide,
            Function<List<KmsKey>, List<PendingRecord>> records) {
        KeyRing ring = rings.of(region);
        Committed committed = entities.inTransaction(session -> session.find(
                        RegionEntity.class, region.id(), LockModeType.PESSIMISTIC_WRITE)
                .chain(row -> reader.catchUp(session, ring, row.revision)
                        .invoke(session::clear) // what was read is in the image; what is written is new
                        .chain(() -> decideAndWrite(session, ring, row.revision, decide, records))));
        ring.apply(committed.keys(), committed.revision());
        return committed.keys();
    }

    private Uni<Committed> decideAndWrite(
            Session session,
            KeyRing ring,
            long revision,
            Function<KeyRing, List<KmsKey>> decide,
            Function<List<KmsKey>, List<PendingRecord>> records) {
        List<KmsKey> decided = decide.apply(ring);
        if (decided.isEmpty()) {
            return Uni.createFrom().item(new Committed(decided, revision));
        }
        List<KmsKey> keys = decided.stream().map(key -> key.at(revision + 1)).toList();
        Object[] pending =
                records.apply(keys).stream().map(PendingRecordEntity::of).toArray();
        return session.createMutationQuery("update RegionEntity r set r.revision = :revision where r.region = :region")
                .setParameter("revision", revision + 1)
                .setParameter("region", ring.region().id())
                .executeUpdate()
                .chain(() -> writer.write(session, ring, keys))
                .chain(() -> session.persistAll(pending))
                .replaceWith(new Committed(keys, revision + 1));
    }

    @Override
    public void refresh(Region region) {
        KeyRing ring = rings.of(region);
        entities.inTransaction(session -> session.find(RegionEntity.class, region.id())
                .chain(row -> reader.catchUp(session, ring, row.revision)));
    }
}
