package dev.coffer.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Points a {@code @QuarkusTest} at the shared engines: annotate it with
 * {@code @QuarkusTestResource(EnginesResource.class)}.
 */
public final class EnginesResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        TestDatabase database = TestDatabase.shared();
        return Map.of(
                "quarkus.http.test-port", "0",
                "quarkus.log.category.\"org.apache.kafka\".level", "WARN",
                "quarkus.log.category.\"kafka\".level", "WARN",
                "kafka.bootstrap.servers", TestKafka.shared().bootstrapServers(),
                "coffer.database.jdbc-url", database.jdbcUrl(),
                "quarkus.datasource.reactive.url", database.reactiveUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password(),
                "coffer.data", TemporaryFolder.deletedWithTheJvm("coffer-data-").toString());
    }

    @Override
    public void stop() {
        // the engines end with the JVM
    }
}
