package dev.coffer.conformance.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.coffer.conformance.support.Checkout;
import dev.coffer.conformance.support.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is made of metrics: no engine needed. */
class AlertsAndDashboardsTest {
    private static final Path PROMETHEUS = Checkout.root().resolve("deploy/prometheus");
    private static final Path GRAFANA = Checkout.root().resolve("deploy/grafana");
    private static final Pattern NAME = Pattern.compile("\\bcoffer_[a-z_]+");

    private final YAMLMapper yaml = new YAMLMapper();
    private final ObjectMapper json = new ObjectMapper();
    private final MetricsPage page = MetricsPage.read();

    @Test
    void every_metric_of_an_alert_or_a_dashboard_is_documented() throws IOException {
        for (JsonNode rule : rules()) {
            assertDocumented(rule.path("alert").asText(), rule.path("expr").asText());
        }
        for (Path dashboard : dashboards()) {
            for (JsonNode target : json.readTree(dashboard.toFile()).findValues("expr")) {
                assertDocumented(dashboard.getFileName().toString(), target.asText());
            }
        }
    }

    private void assertDocumented(String where, String expression) {
        NAME.matcher(expression)
                .results()
                .forEach(name -> assertThat(page.hasSeries(name.group()))
                        .as("%s of %s stands in docs/metrics.md", name.group(), where)
                        .isTrue());
    }

    @Test
    void every_metric_of_coffer_is_on_a_dashboard() throws IOException {
        StringBuilder shown = new StringBuilder();
        for (Path dashboard : dashboards()) {
            shown.append(Files.readString(dashboard));
        }
        assertThat(page.metrics().keySet()).allSatisfy(name -> assertThat(shown).contains(name));
    }

    @Test
    void every_alert_is_tried_by_a_unit_test_and_explained_to_operators() throws IOException {
        Set<String> alerts = new HashSet<>();
        rules().forEach(rule -> alerts.add(rule.path("alert").asText()));
        Set<String> tried =
                yaml.readTree(PROMETHEUS.resolve("alerts.test.yml").toFile()).findValues("alertname").stream()
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet());
        assertThat(tried).isEqualTo(alerts);
        String handbook = Files.readString(Checkout.root().resolve("deploy/README.md"));
        assertThat(alerts).allSatisfy(alert -> assertThat(handbook).contains("`" + alert + "`"));
    }

    @Test
    void rules_hold_before_promtool() {
        assumeTrue(onPath("promtool"), "promtool is not here");
        for (List<String> command : List.of(
                List.of("promtool", "check", "config", "prometheus.yml"),
                List.of("promtool", "check", "rules", "alerts.yml"),
                List.of("promtool", "test", "rules", "alerts.test.yml"))) {
            Launcher.run(Map.of(), command, PROMETHEUS).succeeded();
        }
    }

    @Test
    void dashboards_have_titles_units_and_the_provisioned_source() throws IOException {
        String source = yaml.readTree(GRAFANA.resolve("provisioning/datasources/prometheus.yml")
                        .toFile())
                .path("datasources")
                .path(0)
                .path("uid")
                .asText();
        Set<String> ids = new HashSet<>();
        for (Path file : dashboards()) {
            JsonNode dashboard = json.readTree(file.toFile());
            assertThat(ids.add(dashboard.path("uid").asText())).isTrue();
            for (JsonNode panel : dashboard.path("panels")) {
                assertThat(panel.path("title").asText()).isNotBlank();
                assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
                assertThat(panel.at("/datasource/uid").asText()).isEqualTo(source);
                assertThat(panel.path("targets")).isNotEmpty();
            }
        }
    }

    @Test
    void what_looks_at_metrics_is_kept_apart_and_small() throws IOException {
        JsonNode services = yaml.readTree(
                        Checkout.root().resolve("docker-compose.yml").toFile())
                .path("services");
        for (String name : List.of("prometheus", "grafana")) {
            JsonNode service = services.path(name);
            assertThat(service.path("profiles")).extracting(JsonNode::asText).containsExactly("observability");
            assertThat(service.path("image").asText()).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+");
            assertThat(service.path("ports"))
                    .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
            assertThat(service.path("user").asText()).isNotBlank().doesNotStartWith("0");
            assertThat(service.path("mem_limit").asText()).isNotBlank();
            assertThat(service.path("volumes"))
                    .extracting(JsonNode::asText)
                    .filteredOn(volume -> volume.startsWith("./"))
                    .isNotEmpty()
                    .allSatisfy(volume -> {
                        assertThat(volume).endsWith(":ro");
                        assertThat(Checkout.root().resolve(volume.split(":")[0]))
                                .exists();
                    });
        }
        assertThat(services.at("/grafana/networks"))
                .extracting(JsonNode::asText)
                .containsExactly("observability");
    }

    @Test
    void prometheus_asks_every_service_of_the_deployment_and_reaches_it() throws IOException {
        JsonNode services = yaml.readTree(
                        Checkout.root().resolve("docker-compose.yml").toFile())
                .path("services");
        Set<String> networks = texts(services.at("/prometheus/networks"));
        Set<String> targets =
                yaml.readTree(PROMETHEUS.resolve("prometheus.yml").toFile()).findValues("targets").stream()
                        .flatMap(list -> texts(list).stream())
                        .collect(Collectors.toSet());
        Set<String> expected = new HashSet<>();
        services.properties().forEach(service -> {
            if (service.getValue().path("image").asText().startsWith("coffer/")
                    && !service.getKey().endsWith("setup")) {
                expected.add(service.getKey() + ":9001");
                assertThat(texts(service.getValue().path("networks")))
                        .as("networks of %s", service.getKey())
                        .containsAnyElementsOf(networks);
            }
        });
        assertThat(targets).isEqualTo(expected);
    }

    @Test
    void every_service_reaches_the_store_of_traces_which_is_kept_apart_and_small() throws IOException {
        JsonNode services = yaml.readTree(
                        Checkout.root().resolve("docker-compose.yml").toFile())
                .path("services");
        JsonNode jaeger = services.path("jaeger");
        assertThat(texts(jaeger.path("networks"))).isEqualTo(texts(services.at("/prometheus/networks")));
        assertThat(jaeger.path("profiles")).extracting(JsonNode::asText).containsExactly("observability");
        assertThat(jaeger.path("image").asText()).matches("[a-z/]+:\\d+\\.\\d+\\.\\d+");
        assertThat(jaeger.path("ports"))
                .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        assertThat(jaeger.path("user").asText()).isNotBlank().doesNotStartWith("0");
        assertThat(jaeger.path("mem_limit").asText()).isNotBlank();
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private JsonNode rules() throws IOException {
        return yaml.readTree(PROMETHEUS.resolve("alerts.yml").toFile()).at("/groups/0/rules");
    }

    private static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
