package dev.coffer.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The running services of {@code docker-compose.yml}, found by the labels that every version of Compose puts on their
 * containers. The project is that of {@code COMPOSE_PROJECT_NAME}, else called after the checkout's folder, as Compose does.
 */
final class ComposeDeployment {
    private static final String ROOT_CREDENTIALS = "/data/secrets/root-credentials.json";
    private static final String PUBLIC_PORT = "9000/tcp";
    private static final String KAFKA_PORT = "9094/tcp";

    private final String project;

    ComposeDeployment(String project) {
        this.project = project;
    }

    /** By the environment and the checkout. */
    static ComposeDeployment ofCheckout() {
        String named = Optional.ofNullable(System.getenv("COMPOSE_PROJECT_NAME"))
                .filter(name -> !name.isBlank())
                .orElseGet(() -> Path.of(System.getProperty("coffer.root", "."))
                        .toAbsolutePath()
                        .normalize()
                        .getFileName()
                        .toString());
        return new ComposeDeployment(projectName(named));
    }

    /** As Compose writes it: lower case, without characters that Docker refuses. */
    static String projectName(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "");
    }

    /** Where the gateway is published. */
    URI endpoint() {
        return published("gateway", PUBLIC_PORT)
                .map(address -> URI.create("http://" + address))
                .orElseThrow(() -> new CommandFailed("the gateway of the project " + project + " publishes no port"));
    }

    /** The first account's root key, which the gateway made at its first start. */
    RootKey root() {
        return RootKey.parse(docker("exec", container("gateway"), "cat", ROOT_CREDENTIALS), "the gateway's root key");
    }

    /** Kafka, where it is published: by default it is not. */
    Optional<String> kafka() {
        return published("kafka", KAFKA_PORT);
    }

    private Optional<String> published(String service, String port) {
        return docker("port", container(service))
                .lines()
                .filter(line -> line.startsWith(port + " -> ") && !line.contains("["))
                .map(line -> line.substring(line.indexOf("-> ") + 3).strip().replace("0.0.0.0", "127.0.0.1"))
                .findFirst();
    }

    private String container(String service) {
        return docker(
                        "ps",
                        "-q",
                        "--filter",
                        "label=com.docker.compose.project=" + project,
                        "--filter",
                        "label=com.docker.compose.service=" + service)
                .lines()
                .findFirst()
                .orElseThrow(() -> new CommandFailed("no service " + service + " runs in the project " + project
                        + ": start it with docker compose up -d, or set COMPOSE_PROJECT_NAME"));
    }

    private static String docker(String... arguments) {
        return Tool.run("docker", arguments);
    }
}
