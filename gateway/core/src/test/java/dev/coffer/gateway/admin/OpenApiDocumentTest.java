package dev.coffer.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coffer.gateway.testing.GatewayProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class OpenApiDocumentTest {
    /** Without a signature: the framework's, and the document itself. */
    private static final Set<String> OPEN = Set.of("/openapi.json", "/health/live", "/health/ready", "/metrics");

    @TestHTTPResource("/")
    URI endpoint;

    @Inject
    AdminEdge edge;

    private JsonNode document;

    @BeforeEach
    void read() throws IOException {
        document = new JsonMapper().readTree(OpenApiDocument.read());
    }

    @Test
    void every_route_is_described_and_nothing_else() {
        Map<String, JsonNode> described = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> !OPEN.contains(path.getKey()))
                        .forEach(method -> described.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue())));
        Map<String, Route> routes = edge.routes().stream()
                .collect(Collectors.toMap(r -> r.method() + " " + r.path().openApi(), r -> r));

        assertThat(described.keySet()).isEqualTo(new TreeMap<>(routes).keySet());
        routes.forEach((name, route) -> {
            JsonNode operation = described.get(name);
            assertThat(operation.path("x-coffer-action").asText()).as(name).isEqualTo(route.action());
            assertThat(parameters(operation, "query")).as(name).isEqualTo(route.query());
            assertThat(parameters(operation, "path"))
                    .as(name)
                    .isEqualTo(route.path().segments().stream()
                            .filter(s -> s.startsWith("{"))
                            .map(s -> s.replaceAll("[{}+]", ""))
                            .collect(Collectors.toSet()));
            assertThat(operation.has("requestBody")
                            || Set.of("GET", "DELETE").contains(route.method())
                            || name.endsWith("access-keys"))
                    .as(name + " has a body")
                    .isTrue();
        });
    }

    @Test
    void operation_ids_are_unique_and_references_lead_somewhere() {
        List<String> ids = document.findValuesAsText("operationId");
        assertThat(ids).doesNotHaveDuplicates();
        List<String> references = new ArrayList<>(document.findValuesAsText("$ref"));
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        Set<String> used = new HashSet<>(references);
        document.path("components")
                .path("schemas")
                .fieldNames()
                .forEachRemaining(name -> assertThat(used).contains("#/components/schemas/" + name));
    }

    @Test
    void the_document_is_served_to_everybody() {
        AdminClient.Answered answer = AdminClient.unsigned(endpoint, "/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(document);
    }

    private static Set<String> parameters(JsonNode operation, String in) {
        Set<String> names = new HashSet<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals(in)) {
                names.add(parameter.path("name").asText());
            }
        });
        return names;
    }
}
