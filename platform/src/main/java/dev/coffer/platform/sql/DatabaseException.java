package dev.coffer.platform.sql;

import io.vertx.pgclient.PgException;
import java.util.Optional;

/** The database refused, or was not reached. */
public final class DatabaseException extends RuntimeException {
    private final String sqlState;
    private final String constraint;

    private DatabaseException(Throwable cause, String sqlState, String constraint) {
        super(cause.getMessage(), cause);
        this.sqlState = sqlState;
        this.constraint = constraint;
    }

    static DatabaseException of(Throwable cause) {
        return cause instanceof PgException pg
                ? new DatabaseException(
                        cause,
                        Optional.ofNullable(pg.getSqlState()).orElse(""),
                        Optional.ofNullable(pg.getConstraint()).orElse(""))
                : new DatabaseException(cause, "", "");
    }

    /** PostgreSQL's five-character SQLSTATE, or empty where the database was not reached. */
    public String sqlState() {
        return sqlState;
    }

    /** The violated constraint's name, or empty. */
    public String constraint() {
        return constraint;
    }

    /** Whether a unique constraint was violated (23505). */
    public boolean isUniqueViolation() {
        return sqlState.equals("23505");
    }

    /** Whether the transaction may simply be tried again: serialization failure or deadlock. */
    public boolean isRetryable() {
        return sqlState.equals("40001") || sqlState.equals("40P01");
    }
}
