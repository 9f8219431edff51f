package dev.coffer.platform.sql;

import org.flywaydb.core.Flyway;

/**
 * Brings one service's schema up to date. Each service keeps its migrations under {@code db/SCHEMA} on the class path
 * and its Flyway history in its own schema, so that services can share a database (standalone) or not (distributed).
 */
public final class Schema {
    private Schema() {}

    /**
     * Applies what is missing.
     *
     * @param jdbcUrl the database
     * @param user the role
     * @param password its password
     * @param schema the service's schema, made if it is not there
     * @throws org.flywaydb.core.api.FlywayException if the database is of a newer version, or a migration fails
     */
    public static void migrate(String jdbcUrl, String user, String password, String schema) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(jdbcUrl, user, password)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations("classpath:db/" + schema)
                .load()
                .migrate();
    }
}
