package dev.coffer.conformance.distributed;

import dev.coffer.testing.TestDatabase;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** What one set of services runs on: a Kafka and four databases, with the identities and rights that TrustSetup wrote down. */
final class ServiceEngines implements AutoCloseable {
    private final Path trust;
    private final ComposeKafka kafka;
    private final Map<String, TestDatabase> databases = new HashMap<>();

    /**
     * Starts them.
     *
     * @param trust the folder of folders that TrustSetup has filled
     * @param kafkaFolder an empty one
     */
    ServiceEngines(Path trust, Path kafkaFolder, List<String> regions) throws IOException {
        this.trust = trust;
        this.kafka = ComposeKafka.start(trust, kafkaFolder);
        SetupPrograms.setUpKafka(trust, kafka.brokersListener(), regions);
        makeDatabase("control");
        makeDatabase("audit");
        for (String region : regions) {
            makeDatabase(region);
        }
    }

    private void makeDatabase(String name) throws IOException {
        TestDatabase database = TestDatabase.shared().another("services_" + name.replace('-', '_'));
        String sql = Files.readString(trust.resolve("postgres." + name).resolve("roles.sql"));
        try (Connection superuser =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        databases.put(name, database);
    }

    /** Variables by which a service finds them. */
    Map<String, String> settings(String databaseName) {
        TestDatabase database = databases.get(databaseName);
        return Map.of(
                "COFFER_DATABASE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl(),
                "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "3", // all of them share the 40 of one server
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "COFFER_KAFKA_TOPICS_CREATE", "false");
    }

    /** A database as its superuser sees it. */
    TestDatabase database(String databaseName) {
        return Objects.requireNonNull(databases.get(databaseName), databaseName);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Settings of a Kafka consumer that may read object events. */
    Map<String, Object> consumer() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(trust.resolve("consumer").resolve("kafka.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return Map.copyOf(settings);
    }

    @Override
    public void close() {
        kafka.close();
    }
}
