package dev.coffer.aws.chunked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.sigv4.ChunkSignatures;
import dev.coffer.aws.sigv4.Credential;
import dev.coffer.aws.sigv4.CredentialScope;
import dev.coffer.aws.sigv4.SigningKeys;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS's documented bodies, and what is wrong with bodies. */
class AwsChunkedDecoderTest {
    private static final CredentialScope SCOPE = new CredentialScope("20130524", "us-east-1", "s3");
    private static final String FIRST = "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648";
    private static final String SECOND = "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497";
    private static final String LAST = "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9";

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 100_000})
    void documented_signed_chunks(int piece) {
        AwsChunkedDecoder decoder = documented(StreamingPayload.SIGNED);
        byte[] content = decode(decoder, signed(FIRST, SECOND, LAST), piece);
        assertThat(content).isEqualTo(as(66_560));
        assertThat(decoder.finish()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-amz-checksum-crc32c:sOO8/Q==\r\n", "x-amz-checksum-crc32c:sOO8/Q==\n\r\n"})
    void documented_signed_trailer(String field) {
        AwsChunkedDecoder decoder = new AwsChunkedDecoder(
                StreamingPayload.SIGNED_TRAILER,
                Optional.of(signatures("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")),
                66_560,
                Set.of("x-amz-checksum-crc32c"));
        byte[] body = concat(
                "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n",
                as(65_536),
                "\r\n400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n",
                as(1024),
                "\r\n0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n" + field
                        + "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n"
                        + "\r\n");
        assertThat(decode(decoder, body, 500)).isEqualTo(as(66_560));
        assertThat(decoder.finish()).isEqualTo(Map.of("x-amz-checksum-crc32c", "sOO8/Q=="));
    }

    @Test
    void a_wrong_chunk_signature_is_found_at_that_chunk() {
        for (String body : new String[] {
            new String(signed(SECOND, SECOND, LAST), StandardCharsets.US_ASCII),
            new String(signed(FIRST, FIRST, LAST), StandardCharsets.US_ASCII),
            new String(signed(FIRST, SECOND, FIRST), StandardCharsets.US_ASCII),
            new String(signed(FIRST, SECOND, LAST), StandardCharsets.US_ASCII).replaceFirst("a\r\n400", "b\r\n400"),
            new String(signed(FIRST, SECOND, LAST), StandardCharsets.US_ASCII).replace(";chunk-signature=" + LAST, "")
        }) {
            assertRefused("SignatureDoesNotMatch", 403, () -> {
                AwsChunkedDecoder decoder = documented(StreamingPayload.SIGNED);
                decode(decoder, body.getBytes(StandardCharsets.US_ASCII), 4096);
                decoder.finish();
            });
        }
    }

    @Test
    void a_body_cut_off_anywhere_is_incomplete() {
        byte[] whole = signed(FIRST, SECOND, LAST);
        for (int length : new int[] {0, 5, 90, 70_000, whole.length - 90, whole.length - 4, 65_630}) {
            if (length < whole.length - 2) {
                byte[] cut = Arrays.copyOf(whole, Math.min(length, whole.length - 3));
                assertRefused("IncompleteBody", 400, () -> {
                    AwsChunkedDecoder decoder = documented(StreamingPayload.SIGNED);
                    decode(decoder, cut, 4096);
                    decoder.finish();
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zz\\r\\nabc\\r\\n0\\r\\n\\r\\n|IncompleteBody",
                "\\r\\nabc\\r\\n0\\r\\n\\r\\n|IncompleteBody",
                "fffffffffffffff\\r\\nabc|IncompleteBody",
                "4\\r\\nabcd\\r\\n0\\r\\n\\r\\n|IncompleteBody",
                "2\\r\\nab\\r\\n0\\r\\n\\r\\n|IncompleteBody",
                "3\\r\\nabcX\\r\\n0\\r\\n\\r\\n|IncompleteBody",
                "3\\r\\nabc\\r\\n0\\r\\nx-amz-checksum-crc32:AAAAAA==\\r\\n\\r\\nmore|IncompleteBody",
                "3\\r\\nabc\\r\\n0\\r\\n\\r\\n|MalformedTrailerError",
                "3\\r\\nabc\\r\\n0\\r\\nx-amz-checksum-sha1:AAAAAA==\\r\\n\\r\\n|MalformedTrailerError",
                "3\\r\\nabc\\r\\n0\\r\\nno field\\r\\n\\r\\n|MalformedTrailerError",
                "3\\r\\nabc\\r\\n0\\r\\nx-amz-checksum-crc32:a\\r\\nx-amz-checksum-crc32:b\\r\\n\\r\\n|MalformedTrailerError"
            })
    void malformed_unsigned_bodies(String body, String code) {
        byte[] bytes = body.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.US_ASCII);
        assertRefused(code, 400, () -> {
            AwsChunkedDecoder decoder = unsigned();
            decode(decoder, bytes, 3);
            decoder.finish();
        });
    }

    @Test
    void an_endless_line_is_refused_without_being_kept() {
        AwsChunkedDecoder decoder = unsigned();
        assertRefused("IncompleteBody", 400, () -> decode(decoder, new byte[AwsChunkedDecoder.MAX_LINE + 1], 1 << 20));
    }

    @Test
    void small_signed_chunks_before_the_last_are_refused() {
        AwsChunkedDecoder decoder =
                new AwsChunkedDecoder(StreamingPayload.UNSIGNED_TRAILER, Optional.empty(), 4, Set.of());
        assertThat(decode(decoder, "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 100))
                .as("unsigned ones may be small")
                .isEqualTo("abcd".getBytes(StandardCharsets.US_ASCII));
        byte[] key = new byte[32];
        ChunkBodies bodies = new ChunkBodies(key, "20130524T000000Z", SCOPE, "seed");
        byte[] body = concat(bodies.chunk("ab"), bodies.chunk("cd"), bodies.chunk(""), "\r\n");
        assertRefused(
                "InvalidChunkSizeError",
                403,
                () -> decode(
                        new AwsChunkedDecoder(
                                StreamingPayload.SIGNED,
                                Optional.of(new ChunkSignatures(key, "20130524T000000Z", SCOPE, "seed")),
                                4,
                                Set.of()),
                        body,
                        100));
    }

    @Test
    void a_last_empty_line_may_be_missing() {
        AwsChunkedDecoder decoder = unsigned();
        decode(decoder, "3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n".getBytes(StandardCharsets.US_ASCII), 100);
        assertThat(decoder.finish()).isEqualTo(Map.of("x-amz-checksum-crc32", "NSRBwg=="));
    }

    static byte[] decode(AwsChunkedDecoder decoder, byte[] body, int piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += piece) {
            ByteBuffer in = ByteBuffer.wrap(body, at, Math.min(piece, body.length - at));
            for (ByteBuffer content = decoder.decode(in); content != null; content = decoder.decode(in)) {
                assertThat(content.hasRemaining()).isTrue();
                byte[] bytes = new byte[content.remaining()];
                content.get(bytes);
                out.writeBytes(bytes);
            }
        }
        return out.toByteArray();
    }

    private static AwsChunkedDecoder unsigned() {
        return new AwsChunkedDecoder(
                StreamingPayload.UNSIGNED_TRAILER, Optional.empty(), 3, Set.of("x-amz-checksum-crc32"));
    }

    private static AwsChunkedDecoder documented(StreamingPayload kind) {
        return new AwsChunkedDecoder(
                kind,
                Optional.of(signatures("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")),
                66_560,
                Set.of());
    }

    private static ChunkSignatures signatures(String seed) {
        byte[] key = new SigningKeys()
                .key(
                        new Credential("AKIAIOSFODNN7EXAMPLE", SCOPE),
                        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".getBytes(StandardCharsets.US_ASCII));
        return new ChunkSignatures(key, "20130524T000000Z", SCOPE, seed);
    }

    private static byte[] signed(String first, String second, String last) {
        return concat(
                "10000;chunk-signature=" + first + "\r\n",
                as(65_536),
                "\r\n400;chunk-signature=" + second + "\r\n",
                as(1024),
                "\r\n0;chunk-signature=" + last + "\r\n\r\n");
    }

    private static byte[] as(int length) {
        byte[] as = new byte[length];
        Arrays.fill(as, (byte) 'a');
        return as;
    }

    private static byte[] concat(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            out.writeBytes(part instanceof byte[] b ? b : part.toString().getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private static void assertRefused(String code, int status, ThrowingCallable decoding) {
        assertThatThrownBy(decoding).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.status()).isEqualTo(status);
        });
    }
}
