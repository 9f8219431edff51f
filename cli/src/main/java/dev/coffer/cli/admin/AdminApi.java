package dev.coffer.cli.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.Credentials;
import dev.coffer.cli.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * Calls below {@code /_coffer/}: JSON both ways, signed with Signature Version 4 for the service name {@code coffer} by
 * the SDK's own signer. A refusal is a {@link CommandFailed} with what its problem document says (RFC 9457).
 */
public final class AdminApi {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final URI endpoint;
    private final Credentials credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** As whom to call. */
    public AdminApi(URI endpoint, Credentials credentials) {
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    /** The regions that the deployment serves, in its order. */
    public List<String> regions() {
        return get("/regions", Map.of())
                .path("regions")
                .valueStream()
                .map(region -> region.isTextual()
                        ? region.asText()
                        : region.path("region").asText())
                .toList();
    }

    /** The answer to a GET of {@code path} (below {@code /_coffer}). */
    public JsonNode get(String path, Map<String, String> query) {
        return call(SdkHttpMethod.GET, path, query, Optional.empty());
    }

    /** PUT. */
    public JsonNode put(String path, Object body) {
        return call(SdkHttpMethod.PUT, path, Map.of(), Optional.of(body));
    }

    /** POST. */
    public JsonNode post(String path, Object body) {
        return call(SdkHttpMethod.POST, path, Map.of(), Optional.of(body));
    }

    /** DELETE. */
    public JsonNode delete(String path, Map<String, String> query) {
        return call(SdkHttpMethod.DELETE, path, query, Optional.empty());
    }

    private JsonNode call(SdkHttpMethod method, String path, Map<String, String> query, Optional<Object> body) {
        byte[] content = body.map(Json::write).orElse("").getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response = send(signed(method, path, query, content), content);
        if (response.statusCode() / 100 != 2) {
            throw new CommandFailed(method + " " + path + ": " + problem(response));
        }
        return response.body().isBlank() ? MissingNode.getInstance() : Json.read(response.body(), path);
    }

    private SdkHttpRequest signed(SdkHttpMethod method, String path, Map<String, String> query, byte[] content) {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(method)
                .uri(endpoint)
                .encodedPath("/_coffer" + path)
                .putHeader("Content-Type", "application/json");
        query.forEach(request::putRawQueryParameter);
        return signer.sign(sign -> sign.identity(credentials.forSdk())
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(content))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "coffer")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request();
    }

    private HttpResponse<String> send(SdkHttpRequest signed, byte[] content) {
        HttpRequest.Builder request = HttpRequest.newBuilder(signed.getUri())
                .timeout(LIMIT)
                .method(signed.method().name(), BodyPublishers.ofByteArray(content));
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandFailed("no answer from " + endpoint + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while waiting for " + endpoint, e);
        }
    }

    private static String problem(HttpResponse<String> response) {
        String status = "status " + response.statusCode();
        try {
            JsonNode problem = Json.read(response.body(), "the answer");
            String title = problem.path("title").asText(status);
            String detail = problem.path("detail").asText("");
            return detail.isEmpty() ? title : detail;
        } catch (CommandFailed e) {
            return status;
        }
    }
}
