package dev.coffer.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Request;
import dev.coffer.gateway.http.RequestHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

class S3AuthenticationTest {
    private final Request good = SignedRequests.sign("s3", "/bucket/key?a=b", "body");

    @Test
    void a_good_signature_tells_who_and_what_was_signed() {
        S3Identity who = authenticate(good);
        assertThat(who.caller().principal().accessKeyId()).isEqualTo(SignedRequests.KEY_ID);
        assertThat(who.signedFor()).contains(new Region("eu-west-1"));
        assertThat(who.signedHeaders()).contains("host", "x-amz-meta-a");
        assertThat(who.anonymous()).isFalse();
        assertThat(who.body().next()).isNotNull();
        assertThat(who.body().next()).isNull();
    }

    @Test
    void a_body_that_is_not_the_one_signed_never_ends() {
        Request changed =
                new Request(good.head(), SignedRequests.sign("s3", "/", "other").body(), good.requestId());
        S3Identity who = authenticate(changed);
        who.body().next();
        assertThatThrownBy(() -> who.body().next()).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo("XAmzContentSHA256Mismatch");
            assertThat(e.details()).containsKeys("ClientComputedContentSHA256", "S3ComputedContentSHA256");
        });
        assertThatThrownBy(() -> who.body().end()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_mismatch_shows_what_we_signed() {
        AwsException e = refused(SignedRequests.with(good, "x-amz-meta-a", Optional.of("c")));
        assertThat(e.code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(e.status()).isEqualTo(403);
        assertThat(e.details().get("CanonicalRequest"))
                .startsWith("POST\n/bucket/key\na=b\n")
                .contains("x-amz-meta-a:c");
        assertThat(e.details().get("StringToSign")).startsWith("AWS4-HMAC-SHA256\n20261101T100000Z\n");
        assertThat(e.details().get("StringToSignBytes")).startsWith("41 57 53 34 ");
        assertThat(e.details()).doesNotContainValue(SignedRequests.SECRET);
    }

    @Test
    void malformed_headers_say_what_is_wrong() {
        assertThat(header(a -> a.replaceAll("Credential=[^,]*", "Credential=AKID/eu-west-1/s3"))
                        .text())
                .isEqualTo("The authorization header is malformed; the Credential is mal-formed; expecting"
                        + " \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        assertThat(header(a -> a.replace("/s3/", "/ec2/")).text())
                .contains("incorrect service \"ec2\". This endpoint belongs to \"s3\".");
        assertThat(header(a -> a.replace("20261101", "20261102")).text()).contains("Invalid credential date");
        assertThat(header(a -> "AWS AKID:signature").code()).isEqualTo("InvalidRequest");
        assertThat(header(a -> "Basic abc").code()).isEqualTo("InvalidArgument");
        assertThat(header(a -> a.replace("AKIA", "AKIB")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("InvalidAccessKeyId"))
                .satisfies(e -> assertThat(e.details()).containsKey("AWSAccessKeyId"));
    }

    @Test
    void what_must_be_there_and_signed_is_asked_for() {
        assertThat(refused(SignedRequests.with(good, "x-amz-content-sha256", Optional.empty()))
                        .text())
                .isEqualTo("Missing required header for this request: x-amz-content-sha256");
        assertThat(refused(SignedRequests.with(good, "x-amz-date", Optional.empty()))
                        .text())
                .contains("requires a valid Date or x-amz-date header");
        AwsException unsigned = refused(SignedRequests.with(good, "x-amz-acl", Optional.of("private")));
        assertThat(unsigned.code()).isEqualTo("AccessDenied");
        assertThat(unsigned.details()).isEqualTo(Map.of("HeadersNotSigned", "x-amz-acl"));
        assertThat(refused(SignedRequests.with(good, "x-amz-content-sha256", Optional.of("nonsense")))
                        .code())
                .isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void clocks_may_be_fifteen_minutes_off() {
        assertThat(authenticate(good, Duration.ofMinutes(15)).anonymous()).isFalse();
        assertThatThrownBy(() -> authenticate(good, Duration.ofSeconds(-901)))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code()).isEqualTo("RequestTimeTooSkewed");
                    assertThat(e.details())
                            .containsEntry("RequestTime", "20261101T100000Z")
                            .containsEntry("ServerTime", "2026-11-01T09:44:59Z")
                            .containsEntry("MaxAllowedSkewMilliseconds", "900000");
                });
    }

    @Test
    void the_region_is_judged_before_the_signature() {
        Request bad = SignedRequests.with(good, "x-amz-meta-a", Optional.of("c"));
        assertThatThrownBy(() -> authentication(Duration.ZERO)
                        .authenticate(bad, query(bad), signedFor -> Optional.of(Region.US_EAST_1)))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.text())
                            .isEqualTo("The authorization header is malformed; the region 'eu-west-1' is wrong;"
                                    + " expecting 'us-east-1'");
                    assertThat(e.details())
                            .containsEntry("Region", "us-east-1")
                            .containsEntry("x-amz-bucket-region", "us-east-1");
                });
    }

    @Test
    void presigned_urls_expire() {
        Request presigned = presigned();
        assertThat(authenticate(presigned, Duration.ofSeconds(60))
                        .caller()
                        .principal()
                        .arn())
                .isEqualTo("arn:aws:iam::111111111111:root");
        assertThatThrownBy(() -> authenticate(presigned, Duration.ofSeconds(61)))
                .hasMessage("Request has expired");
        assertThatThrownBy(() -> authenticate(presigned, Duration.ofMinutes(-16)))
                .hasMessage("Request is not yet valid");
    }

    @Test
    void presigned_urls_need_all_their_parameters_and_sensible_ones() {
        assertThat(query(q -> q.replaceAll("&X-Amz-Date=[^&]*", "")).code())
                .isEqualTo("AuthorizationQueryParametersError");
        assertThat(query(q -> q.replace("Expires=60", "Expires=604801")).text()).contains("less than a week");
        assertThat(query(q -> q.replace("Expires=60", "Expires=-1")).text()).contains("must be non-negative");
        assertThat(query(q -> q.replace("Expires=60", "Expires=x")).text()).contains("should be a number");
        assertThat(query(q -> q.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA")).text())
                .contains("X-Amz-Algorithm only");
        Request both = SignedRequests.with(presigned(), "authorization", Optional.of("AWS4-HMAC-SHA256 x"));
        assertThat(refused(both).text()).startsWith("Only one auth mechanism allowed");
    }

    @Test
    void presigned_urls_of_the_second_version_read_objects() {
        // signed by botocore 1.43 for this key, bucket and time
        String query = "response-content-type=text%2Fplain&versionId=v1&AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE"
                + "&Signature=Orvz8htyeP6rgVUukQDCsiPiB3g%3D&Expires=1793527260";
        Request request = legacy("GET", query);
        S3Identity who = authenticate(request);
        assertThat(who.legacy()).isTrue();
        assertThat(who.anonymous()).isFalse();
        assertThat(refused(legacy("GET", query.replace("v1", "v2"))).code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(refused(legacy("PUT", query)).code()).isEqualTo("InvalidRequest");
        assertThatThrownBy(() -> authenticate(request, Duration.ofSeconds(61))).hasMessage("Request has expired");
    }

    private static Request legacy(String method, String query) {
        return new Request(
                new RequestHead(
                        method,
                        "/bucket/a%20b",
                        query,
                        Headers.builder().add("host", "127.0.0.1").build(),
                        "",
                        ""),
                BodySource.empty(),
                "ID");
    }

    @Test
    void no_signature_is_nobody() {
        S3Identity nobody = authenticate(SignedRequests.with(good, "authorization", Optional.empty()));
        assertThat(nobody.anonymous()).isTrue();
        assertThat(nobody.caller().principal().accessKeyId()).isEmpty();
    }

    private static Request presigned() {
        return SignedRequests.sign(
                "s3",
                "/bucket/key",
                "",
                r -> r.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(60)));
    }

    private static AwsException query(UnaryOperator<String> change) {
        Request request = presigned();
        RequestHead head = request.head();
        return refused(new Request(
                new RequestHead(head.method(), head.rawPath(), change.apply(head.rawQuery()), head.headers(), "", ""),
                request.body(),
                "ID"));
    }

    private AwsException header(UnaryOperator<String> change) {
        return refused(SignedRequests.with(
                good,
                "authorization",
                good.head().headers().first("authorization").map(change)));
    }

    private static AwsException refused(Request request) {
        try {
            authenticate(request);
        } catch (AwsException e) {
            return e;
        }
        throw new AssertionError("was let in");
    }

    private static S3Identity authenticate(Request request) {
        return authenticate(request, Duration.ZERO);
    }

    private static S3Identity authenticate(Request request, Duration later) {
        return authentication(later).authenticate(request, query(request), signedFor -> Optional.empty());
    }

    private static S3Authentication authentication(Duration later) {
        Instant now = SignedRequests.NOW.plus(later);
        return new S3Authentication(SignedRequests.KEYS, () -> now);
    }

    private static Query query(Request request) {
        return Query.parse(request.head().rawQuery()).orElseThrow();
    }
}
