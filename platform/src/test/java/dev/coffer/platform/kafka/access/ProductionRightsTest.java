package dev.coffer.platform.kafka.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.coffer.events.Topics;
import dev.coffer.platform.trust.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Strimzi is told of topics, users and rights, against what Coffer tells Kafka itself elsewhere. */
class ProductionRightsTest {
    private static final Path PRODUCTION = Path.of("../deploy/kubernetes/overlays/production");
    private static final Topology TOPOLOGY = Topology.of(List.of("us-east-1", "eu-west-1"));

    @Test
    void every_user_has_its_rights_and_no_other() throws IOException {
        Map<String, Set<String>> expected = KafkaRights.of(TOPOLOGY).stream()
                .collect(Collectors.toMap(KafkaRights::user, ProductionRightsTest::lines));
        Map<String, Set<String>> granted = new HashMap<>();
        for (JsonNode user : read("kafka-users.yaml")) {
            assertThat(user.at("/spec/authentication/password/valueFrom/secretKeyRef/name")
                            .asText())
                    .isEqualTo("coffer-trust-" + name(user).replace('.', '-'));
            granted.put(name(user), granted(user.at("/spec/authorization/acls")));
        }

        assertThat(granted).isEqualTo(expected);
    }

    @Test
    void every_topic_is_there() throws IOException {
        List<String> expected = TOPOLOGY.regions().stream()
                .flatMap(region -> Topics.of(region).stream())
                .toList();

        assertThat(read("kafka-topics.yaml"))
                .extracting(ProductionRightsTest::name)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Set<String> lines(KafkaRights rights) {
        Set<String> lines = new HashSet<>();
        rights.writes().forEach(topic -> lines.add("topic literal " + topic + " Write"));
        rights.reads().forEach(topic -> lines.add("topic literal " + topic + " Read"));
        rights.groups().forEach(group -> lines.add("group literal " + group + " Read"));
        rights.groupPrefixes().forEach(prefix -> lines.add("group prefix " + prefix + " Read"));
        return lines;
    }

    private static Set<String> granted(JsonNode acls) {
        Set<String> lines = new HashSet<>();
        for (JsonNode acl : acls) {
            JsonNode resource = acl.path("resource");
            for (JsonNode operation : acl.path("operations")) {
                lines.add(resource.path("type").asText() + " "
                        + resource.path("patternType").asText() + " "
                        + resource.path("name").asText() + " " + operation.asText());
            }
        }
        return lines;
    }

    private static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }

    private static List<JsonNode> read(String file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> all = new YAMLMapper()
                .readerFor(JsonNode.class)
                .readValues(PRODUCTION.resolve(file).toFile())) {
            all.forEachRemaining(documents::add);
        }
        return documents;
    }
}
