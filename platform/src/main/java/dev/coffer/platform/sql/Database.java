package dev.coffer.platform.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Blocking access to one PostgreSQL database. Call it from virtual threads, never from an event loop. Failures of the
 * database surface as {@link DatabaseException}.
 */
public final class Database {
    private static final long TIMEOUT_SECONDS = 60;

    private final Pool pool;

    /** @param pool the reactive pool, whose life belongs to its owner */
    public Database(Pool pool) {
        this.pool = pool;
    }

    /** Statements outside a transaction, each on any connection. */
    public Statements statements() {
        return new Statements(pool);
    }

    /** Runs {@code work} in one transaction: committed when it returns, rolled back when it throws. */
    public <T> T transaction(Function<Statements, T> work) {
        SqlConnection connection = await(pool.getConnection());
        try {
            Transaction transaction = await(connection.begin());
            T result;
            try {
                result = work.apply(new Statements(connection));
            } catch (RuntimeException | Error e) {
                rollBack(transaction, e);
                throw e;
            }
            await(transaction.commit());
            return result;
        } finally {
            connection.close();
        }
    }

    /** As {@link #transaction(Function)}, without a result. */
    public void inTransaction(Consumer<Statements> work) {
        transaction(statements -> {
            work.accept(statements);
            return null;
        });
    }

    /** The reactive pool, for LISTEN and for pipelines. */
    public Pool pool() {
        return pool;
    }

    private static void rollBack(Transaction transaction, Throwable cause) {
        try {
            await(transaction.rollback());
        } catch (DatabaseException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Waits for a future of the pool or of one of its connections.
     *
     * @throws DatabaseException if it failed, or did not come within a minute
     */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            throw DatabaseException.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw DatabaseException.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseException.of(e);
        }
    }
}
