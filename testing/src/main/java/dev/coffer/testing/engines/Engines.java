package dev.coffer.testing.engines;

import java.util.Map;
import java.util.Optional;

/**
 * What PostgreSQL and Kafka of this test JVM are. Containers are chosen where a Docker engine answers and has the images
 * already: a test run downloads nothing by itself. {@code COFFER_TEST_ENGINES} set to {@code containers} or
 * {@code embedded} decides instead, and then missing images are pulled.
 */
public sealed interface Engines {
    /** The environment variable that decides. */
    String SETTING = "COFFER_TEST_ENGINES";

    /** Why these, in words for the log. */
    String reason();

    /** Programs and threads of this machine, without Docker. */
    record Embedded(String reason) implements Engines {}

    /** Docker's public images, by Testcontainers. */
    record Containers(String reason) implements Engines {}

    /** The choice of this JVM, made and told on standard output at first use. */
    static Engines ofThisJvm() {
        return Chosen.ENGINES;
    }

    /**
     * Decides.
     *
     * @param environment of the process
     * @param docker the engine that the environment names
     * @throws IllegalStateException if containers are demanded and no engine answers, or the setting is unknown
     */
    static Engines choose(Map<String, String> environment, Docker docker) {
        String wish = environment.getOrDefault(SETTING, "");
        return switch (wish) {
            case "embedded" -> new Embedded(SETTING + "=embedded");
            case "containers" -> demanded(docker);
            case "" ->
                obstacle(environment, docker)
                        .<Engines>map(Embedded::new)
                        .orElseGet(() -> new Containers("Docker answers at " + docker.address()));
            default ->
                throw new IllegalStateException(SETTING + " is containers, embedded or not set; not '" + wish + "'");
        };
    }

    private static Engines demanded(Docker docker) {
        if (!docker.answers()) {
            throw new IllegalStateException(SETTING + "=containers, but no Docker answers at " + docker.address());
        }
        return new Containers(SETTING + "=containers");
    }

    private static Optional<String> obstacle(Map<String, String> environment, Docker docker) {
        if (!docker.answers()) {
            return Optional.of("no Docker answers at " + docker.address());
        }
        if (docker.isAroundThisJvm() && !environment.containsKey("TESTCONTAINERS_HOST_OVERRIDE")) {
            return Optional.of("this JVM is in a container and TESTCONTAINERS_HOST_OVERRIDE doesn't say where"
                    + " published ports are");
        }
        return Images.ALL.stream()
                .filter(image -> !docker.has(image))
                .findFirst()
                .map(image -> "Docker at " + docker.address() + " hasn't the image " + image);
    }

    /** Made once. */
    final class Chosen {
        private static final Engines ENGINES = announced(choose(System.getenv(), DockerSocket.of(System.getenv())));

        private Chosen() {}

        private static Engines announced(Engines engines) {
            String kind = switch (engines) {
                case Embedded _ -> "embedded";
                case Containers _ -> "containers of " + String.join(" and ", Images.ALL);
            };
            System.out.println("Test engines: " + kind + " (" + engines.reason() + ")");
            return engines;
        }
    }
}
