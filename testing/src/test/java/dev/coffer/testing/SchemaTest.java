package dev.coffer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.sql.Schema;
import dev.coffer.platform.sql.SchemaOfNewerVersionException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A schema of a version that is not this one's. */
class SchemaTest {
    private static final String HISTORY =
            "select version || ' ' || success from example.flyway_schema_history order by installed_rank";

    private final TestDatabase server = TestDatabase.shared();

    @BeforeEach
    void ours() {
        server.migrate("example");
    }

    @Test
    void a_schema_of_this_version_is_left_as_it_is() {
        List<String> before = history();
        migrate();

        assertThat(history()).isEqualTo(before);
    }

    @Test
    void a_newer_schema_is_refused_in_one_line_and_left_alone() {
        server.database()
                .statements()
                .update("insert into example.flyway_schema_history (installed_rank, version, description, type, script,"
                        + " installed_by, execution_time, success)"
                        + " values (100, '7', 'of the future', 'SQL', 'V7__of_the_future.sql', 'somebody', 1, true)");
        List<String> before = history();

        assertThatThrownBy(this::migrate)
                .isInstanceOf(SchemaOfNewerVersionException.class)
                .hasMessage("The schema example has version 7, which a newer version of this program has made: run that"
                        + " one. Nothing was changed");
        assertThat(history()).isEqualTo(before);
    }

    private void migrate() {
        Schema.migrate(server.jdbcUrl(), server.user(), server.password(), "example");
    }

    private List<String> history() {
        return server.database().statements().query(HISTORY, row -> String.valueOf(row.getString(0)));
    }
}
