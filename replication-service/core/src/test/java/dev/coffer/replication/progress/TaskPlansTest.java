package dev.coffer.replication.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.sql.Database;
import dev.coffer.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Taking and ending a task costs by the task, not by the backlog, also before PostgreSQL knows anything of the table. */
class TaskPlansTest {
    private final TestDatabase postgres = TestDatabase.shared().another("task_plans");

    @Test
    void a_task_is_found_by_its_key_and_the_oldest_of_a_key_by_the_order() {
        postgres.migrate("replication");

        assertThat(plan(TaskRows.FINISH)).contains("Index Cond: ((source_region = $1) AND (event_id = $2)");
        assertThat(plan(TaskRows.RENEW)).contains("Index Scan using task_pkey on task t");
        String claim = plan(TaskRows.CLAIM);
        assertThat(claim).contains("Index Scan using task_lane on task c");
        assertThat(claim)
                .containsPattern("task_order on task o.*\\n *Index Cond: .*\\(source_bucket = c.source_bucket\\)"
                        + " AND \\(key = c.key\\)");
    }

    private String plan(String sql) {
        StringBuilder plan = new StringBuilder();
        Database.await(postgres.database()
                        .pool()
                        .query("explain (generic_plan) " + sql)
                        .execute())
                .forEach(row -> plan.append(row.getString(0)).append('\n'));
        return plan.toString();
    }
}
