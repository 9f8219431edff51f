package dev.coffer.storage.bucket;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.platform.sql.Entities;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.object.Locks;
import dev.coffer.storage.outbox.OutboxMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/** Buckets as their owners make, configure and delete them, each change with the event that tells of it. */
@ApplicationScoped
class BucketEntities {
    private static final String APPEND =
            "insert into storage.outbox (topic, record_key, content_type, payload) values (?1, ?2, ?3, ?4)";

    private final Entities entities;

    BucketEntities(Entities entities) {
        this.entities = entities;
    }

    /**
     * Makes a bucket; once more is no harm for its owner.
     *
     * @throws AwsException {@code BucketAlreadyExists} where it is another's
     */
    void create(BucketEntity wanted, OutboxMessage told) {
        entities.inTransaction(session -> lock(session, new Region(wanted.region), new BucketName(wanted.name))
                .chain(() -> session.find(BucketEntity.class, wanted.id()))
                .chain(there -> {
                    if (there == null) {
                        return session.persist(wanted).chain(session::flush).chain(() -> append(session, told));
                    }
                    return there.ownerAccount.equals(wanted.ownerAccount)
                            ? append(session, told)
                            : Uni.createFrom().failure(S3Error.BUCKET_ALREADY_EXISTS.error());
                }));
    }

    /**
     * Changes a bucket.
     *
     * @param change may refuse
     * @throws AwsException {@code NoSuchBucket}, or what {@code change} threw
     */
    void change(Region region, BucketName name, Consumer<BucketEntity> change, OutboxMessage told) {
        entities.inTransaction(session -> session.find(
                        BucketEntity.class, BucketEntity.key(region, name), LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> Buckets.missing(name))
                .invoke(change)
                .chain(session::flush)
                .chain(() -> append(session, told)));
    }

    /**
     * Deletes a bucket that holds no version. What its unfinished uploads have stored is left to orphan collection.
     *
     * @throws AwsException {@code BucketNotEmpty}
     */
    void delete(Region region, BucketName name, OutboxMessage told) {
        entities.inTransaction(session -> lock(session, region, name)
                .chain(() -> session.find(BucketEntity.class, BucketEntity.key(region, name)))
                .onItem()
                .ifNull()
                .failWith(() -> Buckets.missing(name))
                .call(() -> requireEmpty(session, region, name))
                .chain(bucket -> session.remove(bucket))
                .chain(() -> session.createNativeQuery(
                                "delete from storage.multipart_upload where region = ?1 and bucket = ?2")
                        .setParameter(1, region.id())
                        .setParameter(2, name.value())
                        .executeUpdate())
                .chain(session::flush)
                .chain(() -> append(session, told)));
    }

    /** For itself alone: no key of the bucket changes meanwhile. */
    private static Uni<Object> lock(Mutiny.Session session, Region region, BucketName name) {
        return session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(" + Locks.ofBucket(region, name) + ") as text)")
                .getSingleResultOrNull();
    }

    private static Uni<Void> requireEmpty(Mutiny.Session session, Region region, BucketName name) {
        return session.createNativeQuery(
                        "select count(*) from (select 1 from storage.object_version where region = ?1 and bucket = ?2"
                                + " limit 1) one",
                        Long.class)
                .setParameter(1, region.id())
                .setParameter(2, name.value())
                .getSingleResult()
                .invoke(count -> {
                    if (count > 0) {
                        throw S3Error.BUCKET_NOT_EMPTY.error();
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> append(Mutiny.Session session, OutboxMessage told) {
        return session.createNativeQuery(APPEND)
                .setParameter(1, told.topic())
                .setParameter(2, told.key())
                .setParameter(3, told.contentType())
                .setParameter(4, told.payload())
                .executeUpdate()
                .replaceWithVoid();
    }
}
