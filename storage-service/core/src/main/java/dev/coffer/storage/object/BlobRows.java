package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReferences;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rows of versions, their parts and uploads' parts, as names of blobs. Only a version's one blob may have a location. */
@ApplicationScoped
public class BlobRows implements BlobReferences {
    /** By ids alone, which are unique in all regions. */
    static final String NAMED = "select object_id, blob_location from storage.object_version where object_id = any($1)"
            + " union select blob_id, null from storage.object_part where blob_id = any($1)"
            + " union select blob_id, null from storage.multipart_part where blob_id = any($1)";

    /** Through the ids, too. */
    static final String MOVE = "update storage.object_version v set blob_location = m.target"
            + " from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as m(id, source, target)"
            + " where v.object_id = m.id and v.blob_location = m.source returning v.object_id";

    private final Database database;

    BlobRows(Database database) {
        this.database = database;
    }

    @Override
    public Set<BlobName> named(Region region, Collection<BlobName> blobs) {
        return new HashSet<>(database.statements()
                .query(NAMED, row -> new BlobName(region, row.getUUID(0), VersionRows.location(row)), (Object)
                        blobs.stream().map(BlobName::id).toArray(UUID[]::new)));
    }

    @Override
    public Set<BlobName> move(Region region, Map<BlobName, BlobLocation> moves) {
        Map<UUID, BlobName> byId = new HashMap<>();
        List<BlobName> names = List.copyOf(moves.keySet());
        names.forEach(name -> byId.put(name.id(), name));
        List<UUID> moved = database.statements()
                .query(
                        MOVE,
                        row -> row.getUUID(0),
                        names.stream().map(BlobName::id).toArray(UUID[]::new),
                        names.stream()
                                .map(name -> name.location().orElseThrow().packed())
                                .toArray(Long[]::new),
                        names.stream()
                                .map(name -> moves.get(name))
                                .map(target -> target == null ? null : target.packed())
                                .toArray(Long[]::new));
        Set<BlobName> changed = new HashSet<>();
        moved.forEach(id -> Optional.ofNullable(byId.get(id)).ifPresent(changed::add));
        return changed;
    }
}
