package dev.coffer.storage.outbox;

import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.DatabaseException;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Which relay of a database works: the one whose connection holds an advisory lock; it dies with the connection. The
 * same connection listens for those who committed something elsewhere, and is the one to read and to acknowledge on: who
 * has lost the lock can do neither.
 */
final class OutboxLeadership implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutboxLeadership.class);

    private static final long LOCK = 0x636f_6666_6572_6f62L; // "cofferob"
    private static final String CHANNEL = "coffer_storage_outbox";

    /** A read goes by the order's index however full or empty the tables are; an acknowledgement that a crash takes back is no loss. */
    private static final String SETTINGS =
            "set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off; set synchronous_commit = off";

    private final Database database;
    private final Runnable woken;
    private final AtomicBoolean waking = new AtomicBoolean();
    private volatile Optional<PgConnection> connection = Optional.empty();

    OutboxLeadership(Database database, Runnable woken) {
        this.database = database;
        this.woken = woken;
    }

    /** Whether this relay works. */
    boolean held() {
        return connection.isPresent();
    }

    /**
     * The connection of the one that works.
     *
     * @throws IllegalStateException if it is not this one any more
     */
    SqlConnection connection() {
        return connection.orElseThrow(() -> new IllegalStateException("another relay works, or none"));
    }

    /** Becomes the one that works, if no other is. */
    boolean acquire() {
        if (held()) {
            return true;
        }
        SqlConnection candidate = Database.await(database.pool().getConnection());
        try {
            boolean got = Database.await(candidate
                            .query("select pg_try_advisory_lock(" + LOCK + ")")
                            .execute())
                    .iterator()
                    .next()
                    .getBoolean(0);
            if (!got) {
                Database.await(candidate.close());
                return false;
            }
            PgConnection own = PgConnection.cast(candidate);
            own.closeHandler(closed -> {
                connection = Optional.empty();
                woken.run();
            });
            own.notificationHandler(notification -> woken.run());
            Database.await(own.query(SETTINGS).execute());
            Database.await(own.query("listen " + CHANNEL).execute());
            connection = Optional.of(own);
            return true;
        } catch (DatabaseException e) {
            candidate.close();
            throw e;
        }
    }

    /** Tells the one that works, wherever it is, outside of any transaction: NOTIFY makes commits wait for each other. */
    void wakeLeader() {
        if (waking.compareAndSet(false, true)) {
            database.pool().query("notify " + CHANNEL).execute().onComplete(done -> {
                waking.set(false);
                if (done.failed()) {
                    LOG.debugf("the relay was not woken, and will look by itself: %s", done.cause());
                }
            });
        }
    }

    @Override
    public void close() {
        connection.ifPresent(own -> {
            try {
                Database.await(own.query("select pg_advisory_unlock_all()").execute());
                Database.await(own.query("unlisten *").execute());
                Database.await(own.query("reset all").execute());
                own.closeHandler(null);
                Database.await(own.close());
            } catch (DatabaseException e) {
                LOG.debugf("the relay's connection was gone already: %s", e);
            }
            connection = Optional.empty();
        });
    }
}
