package dev.coffer.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmallRequestsTest {
    private static final int MAX = 1024;

    @Test
    void a_signed_request_tells_who_where_and_what() {
        SmallRequests.Authenticated who =
                requests(Duration.ZERO).authenticate(SignedRequests.sign("kms", "/", "{}"), "kms", MAX);
        assertThat(who.caller().principal().arn()).isEqualTo("arn:aws:iam::111111111111:root");
        assertThat(who.caller().policySetHash()).isEqualTo("hash");
        assertThat(who.caller().facts().sourceIp()).isEqualTo("192.0.2.1");
        assertThat(who.caller().facts().userAgent()).isEqualTo("test/1");
        assertThat(who.region().id()).isEqualTo("eu-west-1");
        assertThat(new String(who.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    }

    @Test
    void paths_of_the_admin_api_may_need_encoding() {
        Request request = SignedRequests.sign("coffer", "/_coffer/explain/b/a%20b%2Fc?versionId=1&x", "");
        assertThat(requests(Duration.ZERO)
                        .authenticate(request, "coffer", MAX)
                        .region()
                        .id())
                .isEqualTo("eu-west-1");
    }

    @Test
    void each_thing_that_is_wrong_has_its_code() {
        Request good = SignedRequests.sign("kms", "/", "{}");
        assertRefused(
                "MissingAuthenticationTokenException", SignedRequests.with(good, "authorization", Optional.empty()));
        assertRefused(
                "IncompleteSignatureException",
                SignedRequests.with(good, "authorization", Optional.of("AWS4-HMAC-SHA256 Credential=x")));
        assertRefused("IncompleteSignatureException", SignedRequests.with(good, "x-amz-date", Optional.empty()));
        assertRefused(
                "UnrecognizedClientException",
                SignedRequests.with(
                        good,
                        "authorization",
                        good.head().headers().first("authorization").map(a -> a.replace("AKIA", "AKIB"))));
        assertRefused("InvalidSignatureException", SignedRequests.with(good, "x-amz-meta-a", Optional.of("c")));
        assertRefused("InvalidSignatureException", SignedRequests.sign("s3", "/", "{}"));
        assertRefused("RequestEntityTooLarge", SignedRequests.sign("kms", "/", "x".repeat(MAX + 1)));
        assertRefused(
                "UnrecognizedClientException", SignedRequests.with(good, "x-amz-security-token", Optional.of("t")));
    }

    @Test
    void a_clock_may_be_fifteen_minutes_off() {
        Request good = SignedRequests.sign("kms", "/", "");
        assertThat(requests(Duration.ofMinutes(15))
                        .authenticate(good, "kms", MAX)
                        .body())
                .isEmpty();
        assertThatThrownBy(() -> requests(Duration.ofSeconds(901)).authenticate(good, "kms", MAX))
                .hasMessageContaining("Signature expired: 20261101T100000Z is now earlier than 20261101T100001Z");
        assertThatThrownBy(() -> requests(Duration.ofSeconds(-901)).authenticate(good, "kms", MAX))
                .hasMessageContaining("Signature not yet current");
    }

    private static void assertRefused(String code, Request request) {
        assertThatThrownBy(() -> requests(Duration.ZERO).authenticate(request, "kms", MAX))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static SmallRequests requests(Duration later) {
        Instant now = SignedRequests.NOW.plus(later);
        return new SignedSmallRequests(SignedRequests.KEYS, () -> now);
    }
}
