package dev.coffer.platform.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The Secrets of one namespace, through the Kubernetes API (core v1). An update names the version that it was made from,
 * so that of two who write at once one fails.
 */
final class KubernetesSecrets {
    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI secrets;
    private final String token;

    /**
     * A Secret as it was read.
     *
     * @param version empty if it does not exist yet
     * @param files its entries
     */
    record Secret(String name, Optional<String> version, Map<String, byte[]> files) {
        Secret with(Map<String, byte[]> other) {
            return new Secret(name, version, other);
        }
    }

    /** @param server the API's address */
    KubernetesSecrets(HttpClient http, URI server, String namespace, String token) {
        this.http = http;
        this.secrets = server.resolve("/api/v1/namespaces/" + namespace + "/secrets");
        this.token = token;
    }

    /** Those of the namespace of the pod that this runs in, as its service account. */
    static KubernetesSecrets ofPod() throws IOException, GeneralSecurityException {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(trusting(ACCOUNT.resolve("ca.crt")))
                .connectTimeout(TIMEOUT)
                .build();
        return new KubernetesSecrets(
                http,
                URI.create("https://kubernetes.default.svc"),
                Files.readString(ACCOUNT.resolve("namespace")).strip(),
                Files.readString(ACCOUNT.resolve("token")).strip());
    }

    private static SSLContext trusting(Path authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authorities)) {
            int number = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A Secret; one without version and files if there is none. */
    Secret read(String name) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request("/" + name).GET().build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() == 404) {
            return new Secret(name, Optional.empty(), Map.of());
        }
        requireSuccess(answer, "reading " + name);
        JsonNode secret = JSON.readTree(answer.body());
        Map<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : secret.path("data").properties()) {
            files.put(
                    entry.getKey(), Base64.getDecoder().decode(entry.getValue().asText()));
        }
        return new Secret(
                name,
                Optional.of(secret.path("metadata").path("resourceVersion").asText()),
                files);
    }

    /**
     * Creates a Secret, or replaces what was read.
     *
     * @throws IOException also if somebody else has written it since
     */
    void write(Secret secret) throws IOException, InterruptedException {
        ObjectNode json = JSON.createObjectNode();
        json.put("apiVersion", "v1").put("kind", "Secret").put("type", "Opaque");
        ObjectNode metadata = json.putObject("metadata").put("name", secret.name());
        secret.version().ifPresent(version -> metadata.put("resourceVersion", version));
        ObjectNode data = json.putObject("data");
        secret.files()
                .forEach((name, bytes) -> data.put(name, Base64.getEncoder().encodeToString(bytes)));
        HttpRequest.BodyPublisher body = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(json));
        HttpRequest request = secret.version().isPresent()
                ? request("/" + secret.name()).PUT(body).build()
                : request("").POST(body).build();
        requireSuccess(http.send(request, BodyHandlers.ofByteArray()), "writing " + secret.name());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(secrets + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    /** Without the answer's body: it may repeat what was sent. */
    private static void requireSuccess(HttpResponse<byte[]> answer, String what) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(what + ": the Kubernetes API answered " + answer.statusCode());
        }
    }
}
