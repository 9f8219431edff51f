package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Pending;
import dev.coffer.platform.sql.Pipeline;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * PostgreSQL advisory locks, held to the end of the transaction. A change of a key holds its bucket shared and the key
 * exclusively; deleting a bucket holds it exclusively. They are taken in the order of their numbers, so that two
 * transactions with several of them never wait for each other in a circle. Two names with one number only wait once more.
 */
public final class Locks {
    private static final String SHARED = "select pg_advisory_xact_lock_shared(n) from unnest($1::bigint[]) n";
    private static final String EXCLUSIVE =
            "select pg_advisory_xact_lock(n), clock_timestamp() from unnest($1::bigint[]) n";

    private Locks() {}

    /** The number of a bucket's lock. */
    public static long ofBucket(Region region, BucketName bucket) {
        return number("bucket", region.id(), bucket.value());
    }

    /** The number of a key's lock. */
    public static long ofKey(Region region, BucketName bucket, ObjectKey key) {
        return number("key", region.id(), bucket.value(), key.value());
    }

    /** Takes locks that others may share. */
    public static void shared(Statements transaction, Collection<Long> numbers) {
        transaction.query(SHARED, row -> true, (Object) ordered(numbers));
    }

    /** Takes locks that others may share. */
    static void shared(Pipeline transaction, Collection<Long> numbers) {
        transaction.update(SHARED, Tuple.of(ordered(numbers)));
    }

    /** Takes locks for itself alone; tells the database's times when it had each of them. */
    static Pending<List<Instant>> exclusively(Pipeline transaction, Collection<Long> numbers) {
        return transaction.query(EXCLUSIVE, row -> row.getOffsetDateTime(1).toInstant(), (Object) ordered(numbers));
    }

    private static Long[] ordered(Collection<Long> numbers) {
        return numbers.stream().distinct().sorted().toArray(Long[]::new);
    }

    private static long number(String... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                sha.update(ByteBuffer.allocate(4).putInt(utf8.length).flip());
                sha.update(utf8);
            }
            return ByteBuffer.wrap(sha.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
