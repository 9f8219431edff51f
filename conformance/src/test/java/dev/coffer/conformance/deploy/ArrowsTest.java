package dev.coffer.conformance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.conformance.support.Checkout;
import dev.coffer.conformance.support.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The NetworkPolicies against the arrows of the architecture: who has a secret to call whom may reach that one, and nobody
 * else anybody. Both ends have to say so. Clusters that do not enforce policies ignore them; then the secrets alone decide.
 */
class ArrowsTest {
    private static final Set<String> REGIONS = Set.of("us-east-1", "eu-west-1");
    private static final String INNER = "9100";
    private static final String MANAGEMENT = "9001";

    @TempDir
    private Path folder;

    /** Between two services, or engines; who is none of them, such as an operator, is empty. */
    private record Arrow(String from, String to, String port) implements Comparable<Arrow> {
        boolean betweenServices() {
            return !from.isEmpty() && !to.isEmpty();
        }

        @Override
        public int compareTo(Arrow other) {
            return toString().compareTo(other.toString());
        }
    }

    @Test
    void services_reach_those_that_they_share_a_secret_with_and_nobody_else() throws IOException {
        Set<Arrow> expected = new TreeSet<>();
        for (String pair : pairs()) {
            String[] ends = pair.split("--", 2);
            expected.add(new Arrow(ends[0], ends[1], INNER));
            if (ends[0].equals("gateway")) {
                expected.add(new Arrow(ends[0], ends[1], MANAGEMENT));
            }
        }
        List<Manifest> policies = policies("base");

        assertThat(arrows(policies, "egress")).isEqualTo(expected);
        Set<Arrow> ingress = new TreeSet<>(expected);
        ingress.add(new Arrow("", "gateway", "9000"));
        assertThat(arrows(policies, "ingress")).isEqualTo(ingress);
    }

    @Test
    void a_service_reaches_its_own_database_and_kafka_if_it_takes_part_in_events() {
        Set<Arrow> expected = toEngines();
        expected.add(new Arrow("kafka", "kafka", "9091"));
        expected.add(new Arrow("kafka-setup", "kafka", "9091"));
        List<Manifest> policies = policies("overlays/local");

        assertThat(arrows(policies, "egress")).isEqualTo(expected);
        assertThat(arrows(policies, "ingress")).isEqualTo(expected);
    }

    @Test
    void the_same_where_operators_run_the_engines() {
        List<Manifest> policies = policies("overlays/production");

        assertThat(arrows(policies, "egress"))
                .filteredOn(Arrow::betweenServices)
                .containsExactlyElementsOf(toEngines());
        assertThat(arrows(policies, "ingress"))
                .filteredOn(Arrow::betweenServices)
                .containsExactlyElementsOf(toEngines());
    }

    private static Set<Arrow> toEngines() {
        Set<Arrow> arrows = new TreeSet<>();
        for (String service : List.of("gateway", "replication")) {
            arrows.add(new Arrow(service, "postgres.control", "5432"));
        }
        arrows.add(new Arrow("audit", "postgres.audit", "5432"));
        arrows.add(new Arrow("audit", "kafka", "9092"));
        arrows.add(new Arrow("replication", "kafka", "9092"));
        for (String region : REGIONS) {
            for (String service : List.of("kms." + region, "storage." + region)) {
                arrows.add(new Arrow(service, "postgres." + region, "5432"));
                arrows.add(new Arrow(service, "kafka", "9092"));
            }
        }
        return arrows;
    }

    @Test
    void everything_that_no_policy_allows_is_forbidden_both_ways() {
        Manifest nobody = policies("base").stream()
                .filter(policy -> policy.name().equals("nobody"))
                .findFirst()
                .orElseThrow();
        JsonNode spec = nobody.content().path("spec");
        assertThat(spec.path("podSelector")).isEmpty();
        assertThat(Manifest.elements(spec.path("policyTypes")))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(spec.has("ingress") || spec.has("egress")).isFalse();
    }

    @Test
    void patches_of_overlays_leave_policies_alone() throws IOException {
        try (Stream<Path> files = Files.walk(Manifest.FOLDER)) {
            for (Path file : files.filter(f -> f.endsWith("kustomization.yaml")).toList()) {
                assertThat(Files.readString(file)).as("%s", file).doesNotContain("NetworkPolicy");
            }
        }
    }

    /** The names of the secrets that a deployment is set up with: CALLER--CALLEE. */
    private Set<String> pairs() throws IOException {
        Path libraries = Checkout.root().resolve("gateway/app/target/quarkus-app/lib/main/*");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Stream<String> setup =
                Stream.of(java, "-cp", libraries.toString(), "dev.coffer.platform.trust.TrustSetup", folder.toString());
        Launcher.run(Map.of(), Stream.concat(setup, REGIONS.stream()).toList(), folder)
                .succeeded();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("--"))
                    .collect(Collectors.toSet());
        }
    }

    private static List<Manifest> policies(String where) {
        return Manifest.below(where).stream()
                .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
                .toList();
    }

    private static Set<Arrow> arrows(List<Manifest> policies, String direction) {
        boolean in = direction.equals("ingress");
        Set<Arrow> arrows = new TreeSet<>();
        for (Manifest policy : policies) {
            if (Set.of("nobody", "names").contains(policy.name())) {
                continue; // everything and everybody: nothing in, and DNS out
            }
            JsonNode spec = policy.content().path("spec");
            String self = service(spec.path("podSelector"));
            for (JsonNode rule : spec.path(direction)) {
                List<JsonNode> peers = Manifest.elements(rule.path(in ? "from" : "to"));
                List<String> others = peers.isEmpty()
                        ? List.of("")
                        : peers.stream()
                                .map(peer -> peer.has("namespaceSelector") ? "" : service(peer.path("podSelector")))
                                .toList();
                for (String other : others) {
                    for (JsonNode port : rule.path("ports")) {
                        String number = port.path("port").asText();
                        arrows.add(in ? new Arrow(other, self, number) : new Arrow(self, other, number));
                    }
                }
            }
        }
        return arrows;
    }

    /** The service that a selector selects: its name, and its region or database behind a dot. */
    private static String service(JsonNode selector) {
        JsonNode labels = selector.path("matchLabels");
        if (labels.has("cnpg.io/cluster")) {
            return labels.path("cnpg.io/cluster").asText().replaceFirst("^postgres-", "postgres.");
        }
        if (labels.has("strimzi.io/cluster")) {
            return labels.path("strimzi.io/cluster").asText();
        }
        String name = labels.path("app.kubernetes.io/name").asText();
        assertThat(name).as("a policy names whom it is about: %s", selector).isNotEmpty();
        return Stream.of("coffer.dev/region", "coffer.dev/database")
                .filter(labels::has)
                .findFirst()
                .map(label -> name + "." + labels.path(label).asText())
                .orElse(name);
    }
}
