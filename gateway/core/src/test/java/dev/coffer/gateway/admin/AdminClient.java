package dev.coffer.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coffer.gateway.testing.TestUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Calls the admin API as somebody, signed by the SDK's own signer. */
record AdminClient(URI endpoint, TestUser who) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** An answer. */
    record Answered(int status, String contentType, JsonNode body) {
        String title() {
            return body.path("title").asText();
        }
    }

    Answered get(String target) {
        return call(SdkHttpMethod.GET, target, "");
    }

    Answered put(String target, String body) {
        return call(SdkHttpMethod.PUT, target, body);
    }

    Answered post(String target, String body) {
        return call(SdkHttpMethod.POST, target, body);
    }

    Answered delete(String target) {
        return call(SdkHttpMethod.DELETE, target, "");
    }

    static Answered unsigned(URI endpoint, String target) {
        return send(HttpRequest.newBuilder(URI.create(endpoint + "_coffer" + target))
                .GET()
                .build());
    }

    private Answered call(SdkHttpMethod method, String target, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpFullRequest unsigned = SdkHttpFullRequest.builder()
                .method(method)
                .uri(URI.create(endpoint + "_coffer" + target))
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(s -> s.identity(who.forSdk().resolveCredentials())
                        .request(unsigned)
                        .payload(ContentStreamProvider.fromByteArray(content))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "coffer")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(signed.getUri())
                .method(method.name(), HttpRequest.BodyPublishers.ofByteArray(content));
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return send(request.build());
    }

    private static Answered send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answered(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    parsed(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
