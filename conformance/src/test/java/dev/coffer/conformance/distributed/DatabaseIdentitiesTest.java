package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the roles of services that share a PostgreSQL must not do there, and what they must. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseIdentitiesTest {
    private static final String STORAGE = "storage.us-east-1";
    private static final String KMS = "kms.us-east-1";
    private static final String FORBIDDEN = "42501";

    @TempDir
    private static Path secrets;

    private TestDatabase database;
    private TestDatabase other;

    @BeforeAll
    void make() throws Exception {
        SetupPrograms.makeSecrets(secrets, List.of("us-east-1", "eu-west-1"));
        database = TestDatabase.shared().another("identities_here");
        other = TestDatabase.shared().another("identities_elsewhere");
        rolesOf(database, "us-east-1");
        rolesOf(other, "eu-west-1");
        execute(database, KMS, "create table kms.key (plaintext text)", "insert into kms.key values ('secret')");
    }

    private static void rolesOf(TestDatabase database, String server) throws SQLException, IOException {
        try (Connection superuser =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    Files.readString(secrets.resolve("postgres." + server).resolve("roles.sql")));
        }
    }

    private static void execute(TestDatabase database, String role, String... statements) throws SQLException {
        try (Connection connection = as(database, role);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection as(TestDatabase database, String role) throws SQLException {
        try {
            return DriverManager.getConnection(
                    database.jdbcUrl(),
                    role,
                    Files.readString(secrets.resolve(role).resolve("database.password")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_role_makes_and_uses_what_it_wants_in_its_own_schema() throws SQLException {
        execute(
                database,
                STORAGE,
                "create table storage.mine (n integer)",
                "insert into storage.mine values (1)",
                "create function storage.one() returns integer language sql as 'select n from storage.mine'",
                "select storage.one()",
                "drop function storage.one()",
                "drop table storage.mine");
    }

    @Test
    void no_role_reaches_the_schema_of_another_or_makes_one() {
        for (String attempt : List.of(
                "select * from kms.key",
                "delete from kms.key",
                "create table kms.mine (n integer)",
                "alter schema kms owner to \"" + STORAGE + "\"",
                "grant usage on schema kms to \"" + STORAGE + "\"",
                "create schema more",
                "create table public.mine (n integer)",
                "create temporary table mine (n integer)",
                "set role \"" + KMS + "\"",
                "create role mine",
                "alter role \"" + KMS + "\" password 'mine'",
                "copy kms.key to '/tmp/kms-keys'",
                "select rolpassword from pg_authid")) {
            assertThatThrownBy(() -> execute(database, STORAGE, attempt))
                    .as(attempt)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(FORBIDDEN));
        }
    }

    @Test
    void no_role_connects_to_the_database_of_another_region() {
        assertThatThrownBy(() -> as(other, STORAGE).close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(FORBIDDEN));
    }

    @Test
    void run_again_the_script_changes_nothing() throws Exception {
        rolesOf(database, "us-east-1");
        try (Connection connection = as(database, KMS);
                ResultSet row = connection.createStatement().executeQuery("select plaintext from kms.key")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("secret");
        }
    }
}
