package dev.coffer.platform.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.util.Optional;
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
        return Statements.over(pool);
    }

    /** Runs {@code work} in one transaction: committed when it returns, rolled back when it throws. */
    public <T> T transaction(Function<Statements, T> work) {
        SqlConnection connection = await(pool.getConnection());
        try {
            Transaction transaction = await(connection.begin());
            T result;
            try {
                result = work.apply(Statements.over(connection));
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

    /**
     * Runs {@code work} in one transaction whose statements don't wait for one another; the commit goes out behind the
     * last of them. Committed when this returns. When {@code work} throws it is rolled back; when a statement failed, too.
     *
     * @throws DatabaseException without a SQLSTATE if it is unknown whether the commit happened
     */
    public <T> T pipelined(Function<Pipeline, T> work) {
        SqlConnection connection = await(pool.getConnection());
        try {
            Pipeline pipeline = new Pipeline(connection);
            pipeline.control("begin");
            T result;
            try {
                result = work.apply(pipeline);
            } catch (DatabaseException e) {
                throw rolledBack(pipeline).orElse(e); // the first failure, of which e may be a consequence
            } catch (RuntimeException | Error e) {
                rolledBack(pipeline).ifPresent(e::addSuppressed);
                throw e;
            }
            pipeline.control("commit");
            pipeline.settle();
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

    private static Optional<DatabaseException> rolledBack(Pipeline pipeline) {
        pipeline.control("rollback");
        try {
            pipeline.settle();
            return Optional.empty();
        } catch (DatabaseException e) {
            return Optional.of(e);
        }
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
