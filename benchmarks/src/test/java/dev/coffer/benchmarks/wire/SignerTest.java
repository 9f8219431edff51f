package dev.coffer.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.cli.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignerTest {
    private static final Endpoint ENDPOINT = new Endpoint(
            URI.create("http://examplebucket.s3.amazonaws.com"),
            "us-east-1",
            new Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** "Authenticating Requests: Using the Authorization Header", example GET Object, Amazon S3 API Reference. */
    @Test
    void signs_the_documented_get_as_documented() {
        Request get = Request.of("GET", "GET", "/test.txt", "")
                .with(Map.of("range", "bytes=0-9"))
                .sending(Body.EMPTY, EMPTY_SHA256);

        assertThat(head(new Signer(ENDPOINT, "s3", at("2013-05-24T00:00:00Z")), get))
                .contains("\r\nauthorization: AWS4-HMAC-SHA256"
                        + " Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41\r\n");
    }

    /** The same page, example GET Bucket (List Objects). */
    @Test
    void signs_the_documented_query_as_documented() {
        Request list = Request.of("LIST", "GET", "/", "max-keys=2&prefix=J").sending(Body.EMPTY, EMPTY_SHA256);

        String head = head(new Signer(ENDPOINT, "s3", at("2013-05-24T00:00:00Z")), list);

        assertThat(head).startsWith("GET /?max-keys=2&prefix=J HTTP/1.1\r\n").endsWith("\r\n\r\n");
        assertThat(head).contains("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void takes_the_next_days_key_at_midnight() {
        Steps clock = new Steps(Instant.parse("2013-05-23T23:59:59Z"));
        Signer signer = new Signer(ENDPOINT, "s3", clock);
        Request get = Request.of("GET", "GET", "/test.txt", "")
                .with(Map.of("range", "bytes=0-9"))
                .sending(Body.EMPTY, EMPTY_SHA256);

        String before = head(signer, get);
        clock.now = Instant.parse("2013-05-24T00:00:00Z");

        assertThat(before).contains("/20130523/us-east-1/s3/");
        assertThat(head(signer, get)).contains("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    private static String head(Signer signer, Request request) {
        return new String(signer.head(request), StandardCharsets.ISO_8859_1);
    }

    private static Clock at(String time) {
        return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }

    private static final class Steps extends Clock {
        private Instant now;

        Steps(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
