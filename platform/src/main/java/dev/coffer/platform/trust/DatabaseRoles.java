package dev.coffer.platform.trust;

import dev.coffer.platform.trust.Topology.Owner;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;

/**
 * The SQL that gives each schema of a database to the role of the one service that uses it. Roles are called as services
 * are; none reaches another's schema, and nobody else may even connect. It runs as the database's superuser, at the first
 * start; again, it changes nothing but passwords. It has no password: PostgreSQL is told the SCRAM verifiers, so that
 * neither its log nor its disk ever has one.
 */
final class DatabaseRoles {
    private DatabaseRoles() {}

    /**
     * For the database that it is run in.
     *
     * @param owners who owns what there
     * @param passwords of the owners, by service
     */
    static String sql(List<Owner> owners, Map<String, String> passwords) throws GeneralSecurityException {
        StringBuilder sql = new StringBuilder("""
                do $$ begin
                    execute format('revoke all on database %I from public', current_database());
                end $$;
                revoke all on schema public from public;
                """);
        for (Owner owner : owners) {
            String password = passwords.get(owner.service());
            if (password == null) {
                throw new IllegalArgumentException("no password for " + owner.service());
            }
            sql.append(one(owner, PasswordVerifier.of(password)));
        }
        return sql.toString();
    }

    // Names are ours: letters, digits, dots and hyphens.
    private static String one(Owner owner, String verifier) {
        return """

                do $$ begin
                    if not exists (select from pg_catalog.pg_roles where rolname = '{role}') then
                        create role "{role}";
                    end if;
                    execute format('grant connect on database %I to %I', current_database(), '{role}');
                end $$;
                alter role "{role}" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
                    password '{verifier}';
                create schema if not exists {schema} authorization "{role}";
                """.replace("{role}", owner.service())
                .replace("{schema}", owner.schema())
                .replace("{verifier}", verifier);
    }

    /** How a service connects: settings of its datasource. */
    static Map<String, String> settings(String service, String password) {
        return Map.of("quarkus.datasource.username", service, "quarkus.datasource.password", password);
    }
}
