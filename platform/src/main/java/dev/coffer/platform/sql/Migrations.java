package dev.coffer.platform.sql;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Brings the schemas of this process's services up to date, in the database that the process is configured with. */
@ApplicationScoped
public class Migrations {
    private final String jdbcUrl;
    private final String user;
    private final String password;

    Migrations(
            @ConfigProperty(name = "coffer.database.jdbc-url") String jdbcUrl,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    /**
     * Applies what is missing of {@code db/SCHEMA} to {@code schema}.
     *
     * @throws SchemaOfNewerVersionException if the database is of a newer version
     * @throws org.flywaydb.core.api.FlywayException if a migration fails
     */
    public void migrate(String schema) {
        Schema.migrate(jdbcUrl, user, password, schema);
    }
}
