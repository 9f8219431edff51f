package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.testing.Plans;
import dev.coffer.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The statements on the way of PUT, GET and DELETE go to their rows by an index on the key, whether PostgreSQL knows
 * nothing of the tables yet (a plan that is made then is kept for a while) or knows them large.
 */
class StatementPlansTest {
    private final TestDatabase postgres = TestDatabase.shared().another("statement_plans");
    private final Plans plans = new Plans(postgres.database());

    @BeforeEach
    void migrate() {
        postgres.migrate("storage");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20_000})
    void reads_and_writes_of_keys_cost_the_same_whatever_is_stored(int stored) {
        if (stored > 0) {
            plans.fill("full-bucket", 1, stored, "format('k%s', i)", false);
            postgres.database().statements().update("analyze storage.object_version");
        }
        List<String> byKey = new ArrayList<>(List.of(
                plans.generic(ObjectVersions.LOCATE),
                plans.generic(KeyTransaction.STATES),
                plans.generic(VersionRows.DELETE),
                plans.generic("update storage.object_version set latest = false" + VersionRows.BY_ID)));
        assertThat(byKey).allSatisfy(plan -> {
            assertThat(plan).doesNotContain("Seq Scan on object_version").doesNotContain("Bitmap");
            assertThat(plan.lines().filter(line -> line.contains("Index Cond") && !line.contains("name")))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("(key = "));
        });
        if (stored > 0) {
            assertThat(plans.generic(BlobRows.NAMED)).contains("object_version_object");
            assertThat(plans.generic(BlobRows.MOVE)).contains("object_version_object");
        }
        assertThat(plans.generic("delete from storage.object_part where region = $1 and object_id = any($2::uuid[])"))
                .containsPattern("Index Cond: .*object_id = ANY");
    }
}
