package dev.coffer.gateway.authentication;

import dev.coffer.api.BodySource;
import dev.coffer.aws.AccountId;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Request;
import dev.coffer.gateway.http.RequestHead;
import dev.coffer.identity.Principal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests that AWS's own signer has signed, as the public port hands them on. */
final class SignedRequests {
    static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    static final AccessKeys KEYS = id -> id.equals(KEY_ID)
            ? Optional.of(new AccessKey(
                    KEY_ID,
                    SecretBytes.adopt(SECRET.getBytes(StandardCharsets.UTF_8)),
                    new Principal.Root(new AccountId("111111111111"), KEY_ID),
                    "hash",
                    "c".repeat(64)))
            : Optional.empty();

    private SignedRequests() {}

    static Request sign(String service, String target, String body) {
        return sign(service, target, body, r -> {});
    }

    static Request sign(
            String service, String target, String body, Consumer<SignRequest.Builder<AwsCredentialsIdentity>> more) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("https://127.0.0.1:9000" + target))
                .putHeader("x-amz-meta-a", "b")
                .putHeader("User-Agent", "test/1")
                .build();
        SignRequest.Builder<AwsCredentialsIdentity> signing = SignRequest.builder(
                        AwsCredentialsIdentity.create(KEY_ID, SECRET))
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(bytes))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
        more.accept(signing);
        SdkHttpRequest signed = AwsV4HttpSigner.create().sign(signing.build()).request();
        Headers.Builder headers = Headers.builder();
        signed.forEachHeader((name, values) -> values.forEach(v -> headers.add(name, v)));
        return new Request(
                new RequestHead(
                        "POST",
                        signed.encodedPath(),
                        signed.encodedQueryParameters().orElse(""),
                        headers.build(),
                        "192.0.2.1",
                        ""),
                BodySource.of(ByteBuffer.wrap(bytes)),
                "ID");
    }

    /** The same request with a header replaced, or left out where {@code value} is empty. */
    static Request with(Request request, String header, Optional<String> value) {
        Headers.Builder headers = Headers.builder();
        for (String name : request.head().headers().names()) {
            if (!name.equals(header)) {
                request.head().headers().all(name).forEach(v -> headers.add(name, v));
            }
        }
        headers.add(header, value);
        RequestHead head = request.head();
        return new Request(
                new RequestHead(
                        head.method(),
                        head.rawPath(),
                        head.rawQuery(),
                        headers.build(),
                        head.remoteAddress(),
                        head.tls()),
                request.body(),
                request.requestId());
    }
}
