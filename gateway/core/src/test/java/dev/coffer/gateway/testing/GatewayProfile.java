package dev.coffer.gateway.testing;

import dev.coffer.testing.TestDatabase;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The whole gateway on a real PostgreSQL and a real port, with scripted services behind it. */
public class GatewayProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        TestDatabase database = TestDatabase.shared();
        Map<String, String> settings = new HashMap<>();
        settings.put("coffer.data", dataFolder().toString());
        settings.put("coffer.regions", "us-east-1,eu-west-1");
        settings.put("coffer.endpoint", "http://127.0.0.1");
        settings.put("coffer.clock.simulated", "true");
        settings.put("coffer.database.jdbc-url", database.jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.username", database.user());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.http.non-application-root-path", "/_coffer");
        settings.put("quarkus.arc.exclude-types", "dev.coffer.platform.kafka.TopicsBean");
        settings.put("kafka.bootstrap.servers", "127.0.0.1:1");
        return settings;
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FakeStorage.class, FakeKms.class, FakeAudit.class, FakeReplication.class);
    }

    private static Path dataFolder() {
        try {
            Path folder = Files.createTempDirectory("coffer-gateway-");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
