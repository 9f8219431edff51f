package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.coffer.conformance.support.Checkout;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the compose files say about identities: no engine needed. */
class ComposeFilesTest {
    private static final List<String> OF_ONE_BROKER =
            List.of("KAFKA_NODE_ID", "KAFKA_LISTENERS", "KAFKA_ADVERTISED_LISTENERS");

    private final JsonNode compose = read("docker-compose.yml");
    private final JsonNode cluster = read("deploy/compose/kafka-cluster.yml");

    private static JsonNode read(String file) {
        try {
            return new YAMLMapper().readTree(Checkout.root().resolve(file).toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void secrets_of_one_part_are_seen_by_that_part_and_by_what_makes_them_only() {
        Map<String, TreeSet<String>> seenBy = new TreeMap<>();
        compose.path("services")
                .properties()
                .forEach(service -> service.getValue().path("volumes").forEach(volume -> {
                    String name = volume.asText().split(":")[0];
                    if (name.startsWith("trust-")) {
                        seenBy.computeIfAbsent(name, n -> new TreeSet<>()).add(service.getKey());
                    }
                }));
        assertThat(seenBy).hasSize(14);
        seenBy.forEach((volume, services) -> {
            String owner = volume.substring("trust-".length());
            assertThat(services)
                    .as(volume)
                    .containsExactlyElementsOf(
                            owner.equals("consumer") ? List.of("setup") : new TreeSet<>(List.of(owner, "setup")));
        });
    }

    @Test
    void no_environment_has_a_password() {
        for (JsonNode environment : compose.findValues("environment")) {
            environment.properties().forEach(variable -> {
                assertThat(variable.getKey()).doesNotEndWith("PASSWORD");
                assertThat(variable.getValue().asText()).doesNotContain("password=");
            });
        }
    }

    @Test
    void brokers_of_the_cluster_are_as_the_single_one_but_for_what_makes_them_three() {
        JsonNode single = compose.at("/services/kafka");
        for (String part : List.of(
                "image",
                "restart",
                "read_only",
                "tmpfs",
                "cap_drop",
                "security_opt",
                "mem_limit",
                "healthcheck",
                "depends_on")) {
            assertThat(cluster.path("x-broker").path(part)).as(part).isEqualTo(single.path(part));
        }
        Map<String, String> expected = settings(single.path("environment"));
        expected.keySet().removeAll(OF_ONE_BROKER);
        expected.keySet().removeAll(settings(cluster.path("x-cluster")).keySet());
        Map<String, String> found = settings(cluster.path("x-settings"));
        found.remove("<<");
        assertThat(found).isEqualTo(expected);
    }

    private static Map<String, String> settings(JsonNode environment) {
        return environment.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asText(), (a, b) -> b, TreeMap::new));
    }
}
