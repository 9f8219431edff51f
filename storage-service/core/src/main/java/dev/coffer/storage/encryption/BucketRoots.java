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

/** The wrapped bucket roots of SSE-S3. Never deleted: a bucket's name may come back while an instance still knows one. */
@ApplicationScoped
class BucketRoots {
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

    /** One of them, whichever. */
    Optional<Owned> any() {
        return database.statements()
                .first(
                        "select root_key_id, wrapped_key, created_at, region, bucket from storage.bucket_root limit 1",
                        row -> new Owned(
                                new Owner(new Region(row.getString(3)), new BucketName(row.getString(4))), read(row)));
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
