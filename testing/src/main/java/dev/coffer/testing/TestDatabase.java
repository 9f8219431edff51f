package dev.coffer.testing;

import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Schema;
import dev.coffer.testing.engines.Engines;
import dev.coffer.testing.engines.PostgresServer;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/**
 * One PostgreSQL per test JVM, durable as in production, started at first use and stopped with the JVM. Tests keep apart
 * by schema, region or account.
 */
public final class TestDatabase {
    private final PostgresServer postgres;
    private final String name;
    private final Vertx vertx;
    private final Database database;

    private TestDatabase(PostgresServer postgres, String name, Vertx vertx) {
        this.postgres = postgres;
        this.name = name;
        this.vertx = vertx;
        this.database = new Database(pool(6));
    }

    private static TestDatabase start() {
        PostgresServer postgres =
                PostgresServer.start(Engines.ofThisJvm(), () -> TemporaryFolder.deletedWithTheJvm("coffer-postgres-"));
        TemporaryFolder.atTheEnd(postgres::close);
        return new TestDatabase(postgres, "postgres", Vertx.vertx());
    }

    private static final class Shared {
        static final TestDatabase INSTANCE = start();
    }

    /** The JVM's database. */
    public static TestDatabase shared() {
        return Shared.INSTANCE;
    }

    /** A new, empty database on the same server, for tests that an application on the shared one would disturb. */
    public TestDatabase another(String newName) {
        database.statements().update("drop database if exists " + newName + " with (force)");
        database.statements().update("create database " + newName);
        return new TestDatabase(postgres, newName, vertx);
    }

    /** Access through the reactive client. */
    public Database database() {
        return database;
    }

    /** A pool of its own, for tests that break connections; the test closes it. */
    public Pool pool(int size) {
        PgConnectOptions connection = new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setUser(user())
                .setPassword(password())
                .setDatabase(name)
                .setCachePreparedStatements(true);
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(size))
                .connectingTo(connection)
                .using(vertx)
                .build();
    }

    /** Makes the schema anew. */
    public void migrate(String schema) {
        database.statements().update("drop schema if exists " + schema + " cascade");
        Schema.migrate(jdbcUrl(), user(), password(), schema);
    }

    /** For JDBC. */
    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /** For the reactive client. */
    public String reactiveUrl() {
        return "postgresql://" + postgres.host() + ":" + postgres.port() + "/" + name;
    }

    /** The role. */
    public String user() {
        return postgres.user();
    }

    /** The role's password. */
    public String password() {
        return postgres.password();
    }
}
