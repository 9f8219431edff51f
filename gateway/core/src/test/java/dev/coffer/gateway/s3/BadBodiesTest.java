package dev.coffer.gateway.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Bodies that were signed well and arrive otherwise: each is refused, and nothing of it becomes visible. */
class BadBodiesTest extends S3EdgeFixture {
    private static final Set<String> RESTRICTED = Set.of("host", "content-length", "expect", "connection");
    private static final int SIZE = 300_000;

    /** How the body is signed. */
    private enum Form {
        WHOLE,
        CHUNKS,
        TRAILER
    }

    @BeforeEach
    void bucket() {
        client().createBucket(b -> b.bucket("bucket"));
    }

    @Test
    void as_signed_each_of_these_bodies_is_stored() throws Exception {
        for (Form form : Form.values()) {
            assertThat(put(form, body -> body).statusCode()).isEqualTo(200);
        }
        assertThat(storage.keys("bucket")).containsExactly("k");
    }

    @Test
    void a_changed_byte_is_found_in_whole_and_in_chunked_bodies() throws Exception {
        for (int at : new int[] {100, 140_000, 290_000}) {
            assertRefused(put(Form.WHOLE, flip(at)), 400, "XAmzContentSHA256Mismatch");
            assertRefused(put(Form.CHUNKS, flip(at)), 403, "SignatureDoesNotMatch");
            assertRefused(put(Form.TRAILER, flip(at)), 403, "SignatureDoesNotMatch");
        }
    }

    @Test
    void a_changed_trailer_is_found() throws Exception {
        assertRefused(put(Form.TRAILER, flipBehind("-crc32:")), 403, "SignatureDoesNotMatch");
        assertRefused(put(Form.TRAILER, flipBehind("-trailer-signature:")), 403, "SignatureDoesNotMatch");
        assertRefused(put(Form.TRAILER, flipBehind("x-amz-checksum-crc")), 400, "MalformedTrailerError");
    }

    @Test
    void a_chunk_that_is_left_out_is_found() throws Exception {
        // the first chunk's framing and its 128 KiB go, their length comes back as bytes behind the end
        assertRefused(
                put(Form.CHUNKS, body -> Arrays.copyOf(Arrays.copyOfRange(body, 131_162, body.length), body.length)),
                403,
                "SignatureDoesNotMatch");
    }

    private static UnaryOperator<byte[]> flip(int at) {
        return body -> {
            byte[] changed = body.clone();
            changed[at] ^= 1;
            return changed;
        };
    }

    private static UnaryOperator<byte[]> flipBehind(String text) {
        return body -> {
            int at = new String(body, ISO_8859_1).lastIndexOf(text) + text.length();
            return flip(at).apply(body);
        };
    }

    private HttpResponse<String> put(Form form, UnaryOperator<byte[]> change) throws IOException, InterruptedException {
        SdkHttpRequest.Builder target = SdkHttpRequest.builder()
                .method(SdkHttpMethod.PUT)
                .uri(endpoint().resolve("/bucket/k"))
                .putHeader("Content-Length", Integer.toString(SIZE));
        SignRequest.Builder<AwsCredentialsIdentity> request = SignRequest.builder(
                        AwsCredentialsIdentity.create(KEY_ID, SECRET))
                .request(target.build())
                .payload(ContentStreamProvider.fromByteArray(new byte[SIZE]))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false);
        if (form != Form.WHOLE) {
            request.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true);
        }
        if (form == Form.TRAILER) {
            request.putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32);
        }
        SignedRequest signed = AwsV4HttpSigner.create().sign(request.build());
        byte[] body = change.apply(bytes(signed));
        HttpRequest.Builder sent =
                HttpRequest.newBuilder(signed.request().getUri()).PUT(HttpRequest.BodyPublishers.ofByteArray(body));
        signed.request().forEachHeader((name, values) -> {
            if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(v -> sent.header(name, v));
            }
        });
        return S3EdgeTest.send(sent);
    }

    private void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).contains("<Code>" + code + "</Code>");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(storage.keys("bucket")).isEmpty();
    }

    private static byte[] bytes(SignedRequest signed) {
        try (InputStream in = signed.payload().orElseThrow().newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
