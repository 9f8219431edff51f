package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.coffer.conformance.support.Checkout;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final JsonNode scale = read("deploy/compose/scale.yml");
    private final JsonNode sharedBlobs = read("deploy/compose/shared-blobs.yml");

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
        for (JsonNode file : List.of(compose, cluster, scale, sharedBlobs)) {
            for (JsonNode environment : file.findValues("environment")) {
                environment.properties().forEach(variable -> {
                    assertThat(variable.getKey()).doesNotEndWith("PASSWORD").doesNotContain("SECRET_");
                    assertThat(variable.getValue().asText()).doesNotContain("password=");
                });
            }
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

    @Test
    void second_instances_are_as_the_first_but_for_their_name_and_their_peers() {
        compose.path("x-coffer")
                .properties()
                .forEach(part -> assertThat(scale.at("/x-coffer/" + part.getKey()))
                        .as(part.getKey())
                        .isEqualTo(part.getValue()));
        int compared = 0;
        for (Map.Entry<String, JsonNode> service : scale.path("services").properties()) {
            if (service.getKey().endsWith("-2")) {
                String first = service.getKey().substring(0, service.getKey().length() - 2);
                assertSame(first, compose.path("services").path(first), service.getValue());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(4);
        Map<String, String> shared = settings(compose.path("x-settings"));
        shared.remove("COFFER_PEER_GATEWAY_URL");
        assertThat(settings(scale.path("x-settings"))).containsAllEntriesOf(shared);
    }

    @Test
    void a_small_disk_is_that_of_its_regions_blobs_and_reached_by_nobody() {
        JsonNode disks = read("deploy/compose/small-disks.yml");
        for (String region : List.of("us-east-1", "eu-west-1")) {
            JsonNode keeper = disks.at("/services/disk-" + region);
            assertThat(keeper.path("volumes").valueStream().map(JsonNode::asText))
                    .containsExactly("storage-" + region + ":/data")
                    .isSubsetOf(compose.at("/services/storage-" + region + "/volumes")
                            .valueStream()
                            .map(JsonNode::asText)
                            .toList());
            assertThat(disks.at("/services/storage-" + region + "/depends_on").has("disk-" + region))
                    .as("mounted before it is used")
                    .isTrue();
        }
        assertThat(disks.at("/x-disk/network_mode").asText()).isEqualTo("none");
    }

    @Test
    void the_second_storage_is_as_the_first_but_for_its_name() {
        compose.path("x-coffer")
                .properties()
                .forEach(part -> assertThat(sharedBlobs.at("/x-coffer/" + part.getKey()))
                        .as(part.getKey())
                        .isEqualTo(part.getValue()));
        assertThat(settings(sharedBlobs.path("x-settings"))).isEqualTo(settings(compose.path("x-settings")));
        JsonNode first = compose.at("/services/storage-us-east-1");
        JsonNode second = sharedBlobs.at("/services/storage-us-east-1-2");
        for (String part : List.of("image", "volumes", "mem_limit")) {
            assertThat(second.path(part)).as(part).isEqualTo(first.path(part));
        }
        assertThat(texts(second.path("networks")))
                .isEqualTo(texts(first.path("networks"), sharedBlobs.at("/services/storage-us-east-1/networks")));
        Map<String, String> own = settings(second.path("environment"));
        assertThat(own.remove("COFFER_INSTANCE")).isEqualTo("storage-us-east-1-2");
        own.remove("<<");
        Map<String, String> expected = settings(first.path("environment"));
        expected.remove("<<");
        assertThat(own).isEqualTo(expected);
    }

    @Test
    void the_store_of_blobs_is_reached_and_opened_by_storage_of_its_region_only() {
        Map<String, TreeSet<String>> users = new TreeMap<>();
        sharedBlobs.path("services").properties().forEach(service -> {
            for (String part : List.of("networks", "volumes")) {
                service.getValue()
                        .path(part)
                        .forEach(name -> users.computeIfAbsent(
                                        name.asText().split(":")[0] + " " + part, n -> new TreeSet<>())
                                .add(service.getKey()));
            }
        });
        assertThat(users)
                .containsEntry(
                        "blobs-us-east-1 networks",
                        new TreeSet<>(
                                List.of("blobs-us-east-1", "blobs-bucket", "storage-us-east-1", "storage-us-east-1-2")))
                .containsEntry("blobs-us-east-1 volumes", new TreeSet<>(List.of("blobs-us-east-1")))
                .containsEntry(
                        "trust-blobs-us-east-1 volumes", new TreeSet<>(List.of("blobs-secrets", "blobs-us-east-1")))
                .containsEntry(
                        "trust-storage-us-east-1 volumes",
                        new TreeSet<>(List.of("blobs-secrets", "blobs-bucket", "storage-us-east-1-2")));
        assertThat(texts(sharedBlobs.at("/services/blobs-us-east-1/networks"))).containsExactly("blobs-us-east-1");
        assertThat(sharedBlobs.at("/networks/blobs-us-east-1/internal").asBoolean())
                .isTrue();
        for (JsonNode confined : List.of(sharedBlobs.at("/services/blobs-us-east-1"), sharedBlobs.path("x-once"))) {
            assertThat(confined.path("read_only").asBoolean()).isTrue();
            assertThat(texts(confined.path("cap_drop"))).containsExactly("ALL");
            assertThat(confined.path("mem_limit").asText()).isNotEmpty();
        }
    }

    @Test
    void whoever_calls_storage_knows_both_instances() {
        String both =
                sharedBlobs.at("/x-peers/COFFER_PEER_STORAGE_US_EAST_1_URL").asText();
        assertThat(both).isEqualTo("http://storage-us-east-1:9100,http://storage-us-east-1-2:9100");
        compose.path("services").properties().forEach(service -> {
            if (service.getValue()
                    .at("/environment/COFFER_PEER_STORAGE_US_EAST_1_URL")
                    .isTextual()) {
                assertThat(sharedBlobs
                                .path("services")
                                .path(service.getKey())
                                .path("environment")
                                .asText())
                        .as(service.getKey())
                        .isEqualTo("peers");
            }
        });
    }

    private static void assertSame(String name, JsonNode first, JsonNode second) {
        for (String part : List.of("image", "networks", "volumes")) {
            assertThat(second.path(part)).as(name + " " + part).isEqualTo(first.path(part));
        }
        assertThat(ofBoth(second)).as(name).isEqualTo(ofBoth(first));
    }

    private static Map<String, String> ofBoth(JsonNode service) {
        Map<String, String> settings = settings(service.path("environment"));
        settings.keySet()
                .removeIf(key -> key.equals("<<")
                        || key.equals("COFFER_INSTANCE")
                        || key.equals("COFFER_ENDPOINT")
                        || key.startsWith("COFFER_PEER_"));
        return settings;
    }

    private static Set<String> texts(JsonNode... lists) {
        Set<String> texts = new TreeSet<>();
        for (JsonNode list : lists) {
            list.forEach(text -> texts.add(text.asText()));
        }
        return texts;
    }

    private static Map<String, String> settings(JsonNode environment) {
        return environment.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asText(), (a, b) -> b, TreeMap::new));
    }
}
