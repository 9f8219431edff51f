package dev.coffer.storage.encryption;

import dev.coffer.aws.Region;
import dev.coffer.envelope.wrap.WrappedDataKey;
import dev.coffer.platform.sql.Database;
import dev.coffer.storage.api.BucketName;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The wrapped bucket roots of SSE-S3. Never deleted: a bucket's name may come back while an instance still knows one. */
@ApplicationScoped
class BucketRoots {
    /** Of a key that is there only to be opened: no bucket has such a name. */
    static final Owner NOBODY = new Owner(new Region("us-east-1"), new BucketName("nobodys-bucket"));

    private final Database database;

    BucketRoots(Database database) {
        this.database = database;
    }

    /** Whose. */
    record Owner(Region region, BucketName bucket) {}

    /** A wrapped root. */
    record Root(UUID id, WrappedDataKey wrapped, Instant createdAt) {}

    /** A root and whose it is. */
    record Owned(Owner owner, Root root) {}

    /** Whether this database has nothing yet that lies under a root. */
    boolean areNone() {
        return database.statements()
                .first(
                        "select root_check is null and not exists (select from storage.bucket_root)"
                                + " from storage.identity",
                        row -> row.getBoolean(0))
                .orElseThrow();
    }

    /** One of them, whichever. */
    Optional<Owned> any() {
        return database.statements()
                .first(
                        "select root_key_id, wrapped_key, created_at, region, bucket from storage.bucket_root limit 1",
                        row -> new Owned(
                                new Owner(new Region(row.getString(3)), new BucketName(row.getString(4))), read(row)));
    }

    /**
     * The key that the first instance left to be opened.
     *
     * @param fresh makes one, bound to the database's identity; it is kept if there is none
     */
    Owned firstCheck(Function<UUID, Owned> fresh) {
        UUID id = database.statements()
                .first("select id from storage.identity", row -> row.getUUID(0))
                .orElseThrow();
        database.statements()
                .update(
                        "update storage.identity set root_check = $1 where root_check is null",
                        Buffer.buffer(fresh.apply(id).root().wrapped().bytes()));
        return database.statements()
                .first(
                        "select root_check from storage.identity",
                        row -> new Owned(
                                NOBODY,
                                new Root(
                                        id,
                                        WrappedDataKey.parse(row.getBuffer(0).getBytes()),
                                        Instant.EPOCH)))
                .orElseThrow();
    }

    Optional<Root> newest(Region region, BucketName bucket) {
        return database.statements()
                .first(
                        "select root_key_id, wrapped_key, created_at from storage.bucket_root"
                                + " where region = $1 and bucket = $2 order by created_at desc, root_key_id limit 1",
                        BucketRoots::read,
                        region.id(),
                        bucket.value());
    }

    Optional<Root> find(Region region, BucketName bucket, UUID id) {
        return database.statements()
                .first(
                        "select root_key_id, wrapped_key, created_at from storage.bucket_root"
                                + " where region = $1 and bucket = $2 and root_key_id = $3",
                        BucketRoots::read,
                        region.id(),
                        bucket.value(),
                        id);
    }

    void insert(Region region, BucketName bucket, Root root) {
        database.statements()
                .update(
                        "insert into storage.bucket_root (region, bucket, root_key_id, wrapped_key, created_at)"
                                + " values ($1, $2, $3, $4, $5)",
                        region.id(),
                        bucket.value(),
                        root.id(),
                        Buffer.buffer(root.wrapped().bytes()),
                        root.createdAt().atOffset(ZoneOffset.UTC));
    }

    private static Root read(Row row) {
        return new Root(
                row.getUUID(0),
                WrappedDataKey.parse(row.getBuffer(1).getBytes()),
                row.getOffsetDateTime(2).toInstant());
    }
}
