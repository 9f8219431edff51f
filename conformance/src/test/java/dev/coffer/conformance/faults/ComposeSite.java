package dev.coffer.conformance.faults;

import dev.coffer.cli.Credentials;
import dev.coffer.cli.admin.AdminApi;
import dev.coffer.conformance.support.Deployment;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The services of {@code docker-compose.yml}, PostgreSQL and Kafka among them.
 *
 * @param consumer settings of a Kafka consumer
 */
record ComposeSite(URI endpoint, Credentials credentials, Map<String, Object> consumer, Docker docker) implements Site {
    /** They serve no request: they have ended, or they only look on. */
    private static final Set<String> ASIDE = Set.of("setup", "kafka-setup", "prometheus", "grafana", "jaeger");

    /** As {@code deploy/faults/run} has found it out. */
    static ComposeSite fromEnvironment() throws IOException {
        return new ComposeSite(
                URI.create(variable("AWS_ENDPOINT_URL")),
                Credentials.fromEnvironment(),
                consumer(Path.of(variable("COFFER_FAULTS_CONSUMER"))),
                new Docker(variable("COMPOSE_PROJECT_NAME")));
    }

    private static Map<String, Object> consumer(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, Object> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        settings.put("bootstrap.servers", variable("KAFKA_BOOTSTRAP_SERVERS"));
        return Map.copyOf(settings);
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new AssertionError(name + " is not set: deploy/faults/run sets it");
        }
        return value;
    }

    @Override
    public Deployment deployment() {
        return new Deployment(endpoint, credentials, regions(), variable("KAFKA_BOOTSTRAP_SERVERS"));
    }

    private List<String> regions() {
        return new AdminApi(endpoint, credentials).regions();
    }

    @Override
    public List<Victim> victims() {
        List<String> regions = regions();
        Map<String, String> containers = docker.containers();
        return containers.keySet().stream()
                .filter(service -> !ASIDE.contains(service) && !ContainerDisk.isKeeper(service))
                .<Victim>map(service -> ContainerVictim.of(docker, service, containers, regions))
                .toList();
    }

    /** Each container keeps its own log: {@code docker-compose logs}. */
    @Override
    public String complaints() {
        return "";
    }

    @Override
    public String toString() {
        return "the project " + docker.project() + " at " + endpoint;
    }
}
