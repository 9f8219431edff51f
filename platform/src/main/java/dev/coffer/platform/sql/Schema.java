package dev.coffer.platform.sql;

import java.util.EnumSet;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * Brings one service's schema up to date. Each service keeps its migrations under {@code db/SCHEMA} on the class path
 * and its Flyway history in its own schema, so that services can share a database (standalone) or not (distributed).
 */
public final class Schema {
    private static final Set<MigrationState> FUTURE =
            EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    private Schema() {}

    /**
     * Applies what is missing.
     *
     * @param jdbcUrl the database
     * @param user the role
     * @param password its password
     * @param schema the service's schema, made if it is not there
     * @throws SchemaOfNewerVersionException if the schema has migrations that this program does not have; nothing was done
     * @throws org.flywaydb.core.api.FlywayException if a migration fails
     */
    public static void migrate(String jdbcUrl, String user, String password, String schema) {
        Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(jdbcUrl, user, password)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations("classpath:db/" + schema)
                .load();
        refuseNewer(flyway, schema);
        flyway.migrate();
    }

    /** Flyway itself is content with a schema of the future. */
    private static void refuseNewer(Flyway flyway, String schema) {
        MigrationInfo current = flyway.info().current();
        if (current != null && FUTURE.contains(current.getState())) {
            throw new SchemaOfNewerVersionException(schema, current.getVersion().getVersion());
        }
    }
}
