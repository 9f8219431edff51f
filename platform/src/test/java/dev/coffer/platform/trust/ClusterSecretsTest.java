package dev.coffer.platform.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coffer.platform.trust.KubernetesSecrets.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against an API that answers as Kubernetes does about Secrets; {@code deploy/kubernetes} was tried with a real one. */
@Timeout(60)
class ClusterSecretsTest {
    private static final String PATH = "/api/v1/namespaces/coffer/secrets";
    private static final String TOKEN = "the account's token";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final Map<String, ObjectNode> stored = new ConcurrentSkipListMap<>();
    private HttpServer server;
    private HttpClient http;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, this::answer);
        server.start();
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @Test
    void each_service_gets_a_secret_with_what_is_its_own() throws Exception {
        setup("us-east-1");

        assertThat(stored.keySet())
                .contains(
                        "coffer-trust-gateway",
                        "coffer-trust-kms-us-east-1",
                        "coffer-trust-storage-us-east-1",
                        "coffer-trust-postgres-us-east-1");
        assertThat(files("coffer-trust-kms-us-east-1"))
                .containsKeys("gateway-public.pem", "secret.properties", "gateway--kms.us-east-1")
                .doesNotContainKey("gateway-signing.pem");
        assertThat(files("coffer-trust-kms-us-east-1").get(SharedRoots.FILE)).startsWith("coffer.kms.root-key=");
        assertThat(files("coffer-trust-storage-us-east-1").get(SharedRoots.FILE))
                .startsWith("coffer.sse-s3.root=");
        assertThat(files("coffer-trust-gateway").get(SharedRoots.FILE)).startsWith("coffer.access-keys.sealing-key=");
        assertThat(files("coffer-trust-audit")).doesNotContainKey(SharedRoots.FILE);
    }

    @Test
    void a_second_run_changes_nothing() throws Exception {
        setup("us-east-1");
        Map<String, Map<String, String>> before = everything();
        setup("us-east-1");

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_further_region_leaves_what_the_others_have() throws Exception {
        setup("us-east-1");
        Map<String, Map<String, String>> before = everything();
        setup("us-east-1", "eu-west-1");

        assertThat(stored).containsKey("coffer-trust-kms-eu-west-1");
        before.forEach((name, files) -> files.forEach(
                (file, text) -> assertThat(files(name).get(file).lines().toList())
                        .as("%s of %s", file, name)
                        .containsAll(text.lines().toList())));
        assertThat(files("coffer-trust-gateway")).containsKey("gateway--kms.eu-west-1");
    }

    @Test
    void of_two_that_write_at_once_one_fails() throws Exception {
        KubernetesSecrets cluster = cluster();
        cluster.write(new Secret("one", Optional.empty(), Map.of("a", bytes("1"))));
        Secret seen = cluster.read("one");
        cluster.write(seen.with(Map.of("a", bytes("2"))));

        assertThatThrownBy(() -> cluster.write(seen.with(Map.of("a", bytes("3")))))
                .isInstanceOf(IOException.class)
                .hasMessage("writing one: the Kubernetes API answered 409");
        assertThat(files("one")).containsEntry("a", "2");
    }

    private void setup(String... regions) throws Exception {
        Path fresh = Files.createTempDirectory(folder, "run");
        new ClusterSecrets(cluster(), fresh, Topology.of(List.of(regions))).run();
    }

    private KubernetesSecrets cluster() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new KubernetesSecrets(http, address, "coffer", TOKEN);
    }

    private Map<String, Map<String, String>> everything() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        stored.keySet().forEach(name -> {
            Map<String, String> files = files(name);
            files.remove("roles.sql"); // the same passwords, salted anew
            all.put(name, files);
        });
        return all;
    }

    private Map<String, String> files(String name) {
        Map<String, String> files = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : stored.get(name).path("data").properties()) {
            files.put(
                    entry.getKey(),
                    new String(Base64.getDecoder().decode(entry.getValue().asText()), StandardCharsets.UTF_8));
        }
        return files;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            String name =
                    exchange.getRequestURI().getPath().substring(PATH.length()).replaceFirst("^/", "");
            switch (exchange.getRequestMethod()) {
                case "GET" -> send(exchange, stored.get(name));
                case "POST" -> {
                    ObjectNode secret = (ObjectNode) JSON.readTree(exchange.getRequestBody());
                    store(
                            exchange,
                            secret,
                            stored.get(secret.path("metadata").path("name").asText()) == null);
                }
                case "PUT" -> {
                    ObjectNode secret = (ObjectNode) JSON.readTree(exchange.getRequestBody());
                    store(exchange, secret, version(stored.get(name)).equals(version(secret)));
                }
                default -> exchange.sendResponseHeaders(405, -1);
            }
        }
    }

    private static String version(JsonNode secret) {
        return secret.path("metadata").path("resourceVersion").asText();
    }

    private void store(HttpExchange exchange, ObjectNode secret, boolean allowed) throws IOException {
        if (!allowed) {
            exchange.sendResponseHeaders(409, -1);
            return;
        }
        ObjectNode metadata = (ObjectNode) secret.path("metadata");
        metadata.put(
                "resourceVersion",
                Integer.toString(metadata.path("resourceVersion").asInt() + 1));
        stored.put(metadata.path("name").asText(), secret);
        send(exchange, secret);
    }

    private static void send(HttpExchange exchange, @Nullable JsonNode json) throws IOException {
        if (json == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        byte[] body = JSON.writeValueAsBytes(json);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
