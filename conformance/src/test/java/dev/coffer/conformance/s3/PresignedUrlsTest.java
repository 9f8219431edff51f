package dev.coffer.conformance.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@Conformance
class PresignedUrlsTest {
    private final Deployment coffer;
    private final HttpClient http = HttpClient.newHttpClient();

    PresignedUrlsTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(coffer.endpoint())
                .region(Region.of(coffer.home()))
                .credentialsProvider(() -> coffer.credentials().forSdk())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private URI presignedAt(String path, Instant time, Duration valid) {
        return AwsV4HttpSigner.create()
                .sign(s -> s.identity(coffer.credentials().forSdk())
                        .request(SdkHttpFullRequest.builder()
                                .method(SdkHttpMethod.GET)
                                .uri(coffer.endpoint())
                                .encodedPath(path)
                                .build())
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, coffer.home())
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, valid)
                        .putProperty(HttpSigner.SIGNING_CLOCK, java.time.Clock.fixed(time, java.time.ZoneOffset.UTC)))
                .request()
                .getUri();
    }

    @Test
    void anyone_with_the_url_may_read_and_write() throws Exception {
        String bucket = coffer.newBucket();
        try (S3Presigner presigner = presigner()) {
            var put = presigner.presignPutObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                    .putObjectRequest(o -> o.bucket(bucket).key("ä b").contentType("text/plain")));
            HttpResponse<String> written = http.send(
                    HttpRequest.newBuilder(put.url().toURI())
                            .header("Content-Type", "text/plain")
                            .PUT(BodyPublishers.ofString("by url"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
            var get = presigner.presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                    .getObjectRequest(o -> o.bucket(bucket).key("ä b")));
            assertThat(get(get.url().toURI()).body()).isEqualTo("by url");
        }
    }

    @Test
    void a_changed_url_does_not_work() throws Exception {
        String bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key("a"), RequestBody.fromString("x"));
        coffer.s3().putObject(p -> p.bucket(bucket).key("b"), RequestBody.fromString("x"));
        URI url = presignedAt("/" + bucket + "/a", Instant.now(), Duration.ofMinutes(5));
        assertThat(get(url).statusCode()).isEqualTo(200);
        HttpResponse<String> other = get(URI.create(url.toString().replace("/a?", "/b?")));
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    void an_expired_url_does_not_work() throws Exception {
        String bucket = coffer.newBucket();
        HttpResponse<String> late =
                get(presignedAt("/" + bucket + "/a", Instant.now().minusSeconds(120), Duration.ofSeconds(60)));
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(late.body()).contains("<Code>AccessDenied</Code>").contains("Request has expired");
    }

    @Test
    void no_url_is_valid_for_more_than_a_week() throws Exception {
        String bucket = coffer.newBucket();
        URI url = presignedAt("/" + bucket + "/a", Instant.now(), Duration.ofSeconds(60));
        HttpResponse<String> answer =
                get(URI.create(url.toString().replace("X-Amz-Expires=60", "X-Amz-Expires=604801")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>AuthorizationQueryParametersError</Code>");
    }
}
