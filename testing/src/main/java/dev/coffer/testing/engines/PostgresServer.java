package dev.coffer.testing.engines;

import dev.coffer.embedded.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL, durable as in production whatever it runs in. */
public sealed interface PostgresServer extends AutoCloseable {
    /** Where clients connect. */
    String host();

    /** The port there. */
    int port();

    /** The role that owns everything. */
    String user();

    /** Its password. */
    String password();

    @Override
    void close();

    /**
     * Starts one.
     *
     * @param folder makes the folder of an embedded server
     */
    static PostgresServer start(Engines engines, Supplier<Path> folder) {
        return switch (engines) {
            case Engines.Embedded _ ->
                new InProcess(EmbeddedPostgres.start(
                        folder.get(), Path.of(System.getProperty("user.home"), ".cache", "coffer")));
            case Engines.Containers _ -> new InContainer(container());
        };
    }

    // Testcontainers' own default is fsync=off; order is by code point, as in the embedded server.
    private static PostgreSQLContainer container() {
        PostgreSQLContainer container = new PostgreSQLContainer(Images.POSTGRES)
                .withUsername(EmbeddedPostgres.USER)
                .withPassword(EmbeddedPostgres.USER)
                .withDatabaseName("postgres")
                .withEnv("POSTGRES_INITDB_ARGS", "--locale=C --encoding=UTF8")
                .withCommand("postgres -c fsync=on -c synchronous_commit=on -c full_page_writes=on"
                        + " -c shared_buffers=64MB -c max_wal_size=512MB -c max_connections=40 -c jit=off"
                        + " -c timezone=UTC");
        container.start();
        return container;
    }

    /** A child process of this JVM. */
    record InProcess(EmbeddedPostgres server) implements PostgresServer {
        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return server.port();
        }

        @Override
        public String user() {
            return EmbeddedPostgres.USER;
        }

        @Override
        public String password() {
            return server.password();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /** A container of this JVM. */
    record InContainer(PostgreSQLContainer container) implements PostgresServer {
        @Override
        public String host() {
            return container.getHost();
        }

        @Override
        public int port() {
            return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
        }

        @Override
        public String user() {
            return container.getUsername();
        }

        @Override
        public String password() {
            return container.getPassword();
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}
