package dev.coffer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The services of {@code deploy/kubernetes} in the cluster that {@code kubectl} reaches, through the gateway's NodePort: on
 * this machine if the cluster is here, else on a node.
 */
final class KubernetesDeployment {
    private static final String ROOT_CREDENTIALS = "/data/secrets/root-credentials.json";
    private static final String HERE = "127.0.0.1";
    private static final Duration CONNECTING = Duration.ofSeconds(2);

    private final String namespace;

    KubernetesDeployment(String namespace) {
        this.namespace = namespace;
    }

    /** Where the gateway is published. */
    URI endpoint() {
        int port = nodePort(Json.read(kubectl("get", "service", "gateway", "--output=json"), "kubectl"));
        List<String> hosts = new ArrayList<>(List.of(HERE));
        hosts.addAll(addresses(Json.read(kubectl("get", "nodes", "--output=json"), "kubectl")));
        return hosts.stream()
                .filter(host -> answers(host, port))
                .findFirst()
                .map(host -> URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port))
                .orElseThrow(() -> new CommandFailed("nobody answers on port " + port + " of " + hosts));
    }

    /** The first account's root key, which the gateway made at its first start. */
    RootKey root() {
        return RootKey.parse(
                kubectl("exec", "deployment/gateway", "--", "cat", ROOT_CREDENTIALS), "the gateway's root key");
    }

    /** The node port of a service's port called {@code public}. */
    static int nodePort(JsonNode service) {
        return elements(service.path("spec").path("ports"))
                .filter(port -> port.path("name").asText().equals("public"))
                .mapToInt(port -> port.path("nodePort").asInt())
                .filter(port -> port > 0)
                .findFirst()
                .orElseThrow(() -> new CommandFailed("the service gateway has no NodePort called public"));
    }

    /** The nodes' own addresses. */
    static List<String> addresses(JsonNode nodes) {
        return elements(nodes.path("items"))
                .flatMap(node -> elements(node.path("status").path("addresses")))
                .filter(address -> address.path("type").asText().equals("InternalIP"))
                .map(address -> address.path("address").asText())
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) CONNECTING.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String kubectl(String... arguments) {
        return Tool.run(
                "kubectl",
                Stream.concat(Stream.of("--namespace=" + namespace), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
