package dev.coffer.aws.sigv4;

import dev.coffer.aws.uri.Query;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A request as the AWS SDK for Java signs it, taken apart as a server sees it.
 *
 * @param query the query that goes on the wire
 * @param body the payload that goes on the wire
 */
public record SdkSigned(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
    /** Of the documentation, good for nothing. */
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    static final String ACCESS_KEY_ID = "AKIDEXAMPLE";

    /** Signs for {@code service} in eu-west-1. */
    public static SdkSigned sign(
            String service,
            Instant now,
            SdkHttpRequest request,
            byte[] payload,
            Consumer<SignRequest.Builder<AwsCredentialsIdentity>> more) {
        SignRequest.Builder<AwsCredentialsIdentity> builder = SignRequest.builder(
                        AwsCredentialsIdentity.create(ACCESS_KEY_ID, SECRET))
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(payload))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC));
        if (service.equals("s3")) {
            builder.putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false);
        }
        more.accept(builder);
        SignedRequest signed = AwsV4HttpSigner.create().sign(builder.build());
        SdkHttpRequest sent = signed.request();
        Map<String, List<String>> headers = new HashMap<>();
        sent.forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new SdkSigned(
                sent.method().name(),
                sent.encodedPath(),
                sent.encodedQueryParameters().orElse(""),
                headers,
                signed.payload().map(SdkSigned::bytes).orElse(new byte[0]));
    }

    public String header(String name) {
        return headers.get(name).getFirst();
    }

    SignatureFields headerFields() {
        return SignatureFields.ofHeader(header("authorization"));
    }

    /** What a verifier computes from the request's own fields. */
    String expectedSignature(SignatureFields fields, String amzDate, String payloadHash) {
        String canonical = CanonicalRequest.of(
                method,
                CanonicalRequest.paths(fields.credential().scope().service(), path)
                        .iterator()
                        .next(),
                Query.parse(query).orElseThrow().canonical("X-Amz-Signature"),
                fields.signedHeaders(),
                name -> headers.getOrDefault(name, List.of()),
                payloadHash);
        return SigV4.sign(
                signingKey(fields),
                SigV4.stringToSign(amzDate, fields.credential().scope(), canonical));
    }

    static byte[] signingKey(SignatureFields fields) {
        return SigningKeys.derive(
                SECRET.getBytes(StandardCharsets.UTF_8), fields.credential().scope());
    }

    /** The chain that verifies this request's chunks. */
    public ChunkSignatures chunkSignatures() {
        SignatureFields fields = headerFields();
        return new ChunkSignatures(
                signingKey(fields), header("x-amz-date"), fields.credential().scope(), fields.signature());
    }

    private static byte[] bytes(ContentStreamProvider provider) {
        try (InputStream in = provider.newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
