package dev.coffer.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.Seeded;
import dev.coffer.aws.uri.Percent;
import dev.coffer.aws.uri.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Whatever the AWS SDK for Java v2 signs, we compute the same signature of. */
class SdkSignerTest {
    private static final String ODD = " !\"#$%&'()*+,-./:;<=>?@[]^_`{|}~\u00E9\u65E5";

    private static final List<SdkHttpMethod> METHODS = List.of(SdkHttpMethod.values());

    @Test
    void header_signatures_for_s3() {
        Random random = Seeded.random("header s3");
        for (int i = 0; i < 300; i++) {
            byte[] body = Seeded.bytes(random, 300);
            SdkSigned sent =
                    SdkSigned.sign("s3", time(random), request(random, "/bucket/" + text(random)), body, r -> {});
            SignatureFields fields = sent.headerFields();
            assertThat(sent.expectedSignature(fields, sent.header("x-amz-date"), sent.header("x-amz-content-sha256")))
                    .as("%s %s?%s %s", sent.method(), sent.path(), sent.query(), sent.headers())
                    .isEqualTo(fields.signature());
            assertThat(sent.header("x-amz-content-sha256")).isEqualTo(SigV4.sha256Hex(body));
        }
    }

    @Test
    void header_signatures_for_other_services() {
        Random random = Seeded.random("header others");
        for (int i = 0; i < 300; i++) {
            byte[] body = Seeded.bytes(random, 300);
            String path = i % 3 == 0 ? "/" : "/a/./b//../" + text(random);
            SdkSigned sent = SdkSigned.sign("kms", time(random), request(random, path), body, r -> {});
            SignatureFields fields = sent.headerFields();
            assertThat(sent.expectedSignature(fields, sent.header("x-amz-date"), SigV4.sha256Hex(body)))
                    .as("%s %s?%s", sent.method(), sent.path(), sent.query())
                    .isEqualTo(fields.signature());
        }
    }

    @Test
    void presigned_urls() {
        Random random = Seeded.random("presigned");
        for (int i = 0; i < 300; i++) {
            SdkSigned sent = SdkSigned.sign(
                    "s3",
                    time(random),
                    request(random, "/bucket/" + text(random)).copy(b -> b.protocol("https")),
                    new byte[0],
                    r -> r.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                            .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                            .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofDays(7)));
            Query query = Query.parse(sent.query()).orElseThrow();
            SignatureFields fields = SignatureFields.of(
                    query.first("X-Amz-Credential").orElseThrow(),
                    query.first("X-Amz-SignedHeaders").orElseThrow(),
                    query.first("X-Amz-Signature").orElseThrow());
            assertThat(sent.expectedSignature(fields, query.first("X-Amz-Date").orElseThrow(), SigV4.UNSIGNED_PAYLOAD))
                    .as("%s?%s", sent.path(), sent.query())
                    .isEqualTo(fields.signature());
        }
    }

    @Test
    void any_change_of_a_signed_part_changes_the_signature() {
        SdkSigned sent = SdkSigned.sign(
                "s3", Instant.EPOCH, request(Seeded.random("change"), "/bucket/key"), new byte[0], r -> {});
        SignatureFields fields = sent.headerFields();
        String date = sent.header("x-amz-date");
        SdkSigned otherPath =
                new SdkSigned(sent.method(), sent.path() + "x", sent.query(), sent.headers(), sent.body());
        SdkSigned otherQuery =
                new SdkSigned(sent.method(), sent.path(), sent.query() + "&x", sent.headers(), sent.body());
        SdkSigned otherMethod = new SdkSigned("LOCK", sent.path(), sent.query(), sent.headers(), sent.body());
        assertThat(otherPath.expectedSignature(fields, date, SigV4.EMPTY_SHA256))
                .isNotEqualTo(fields.signature());
        assertThat(otherQuery.expectedSignature(fields, date, SigV4.EMPTY_SHA256))
                .isNotEqualTo(fields.signature());
        assertThat(otherMethod.expectedSignature(fields, date, SigV4.EMPTY_SHA256))
                .isNotEqualTo(fields.signature());
        assertThat(SigV4.matches(fields.signature(), fields.signature())).isTrue();
        assertThat(SigV4.matches(fields.signature(), "")).isFalse();
    }

    private static SdkHttpRequest request(Random random, String path) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(METHODS.get(random.nextInt(METHODS.size())))
                .protocol("http")
                .host(random.nextBoolean() ? "127.0.0.1" : "bucket.s3.eu-west-1.example.com")
                .port(9000)
                .encodedPath(Percent.encodePath(path));
        for (int n = random.nextInt(4); n > 0; n--) {
            request.appendRawQueryParameter("p" + text(random), text(random));
        }
        if (random.nextBoolean()) {
            request.putHeader("x-amz-meta-a", "  several   spaces  " + random.nextInt());
            request.appendHeader("x-amz-meta-two", "one").appendHeader("x-amz-meta-two", " two");
        }
        return request.build();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("k");
        for (int n = random.nextInt(12); n > 0; n--) {
            text.append(
                    random.nextBoolean()
                            ? ODD.charAt(random.nextInt(ODD.length()))
                            : (char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static Instant time(Random random) {
        return Instant.EPOCH.plus(random.nextInt(20_000), ChronoUnit.DAYS).plusSeconds(random.nextInt(86_400));
    }
}
