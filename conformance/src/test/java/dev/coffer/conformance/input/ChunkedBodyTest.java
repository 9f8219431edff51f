package dev.coffer.conformance.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.RawRequest;
import dev.coffer.conformance.support.RawRequest.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** {@code aws-chunked} bodies that turn out bad only at their end: what they wrote was never visible. */
@Conformance
class ChunkedBodyTest {
    private static final int SIZE = 300_000;
    private final Deployment coffer;
    private final String bucket;

    ChunkedBodyTest(Deployment coffer) {
        this.coffer = coffer;
        this.bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("before"));
    }

    private RawRequest unsignedTrailer(byte[] body, int decodedLength) {
        return new RawRequest(coffer, "PUT", "/" + bucket + "/k")
                .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
                .header("Content-Encoding", "aws-chunked")
                .header("x-amz-decoded-content-length", Integer.toString(decodedLength))
                .header("x-amz-trailer", "x-amz-checksum-crc32")
                .body(body);
    }

    private static byte[] chunks(byte[] content, String trailer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < content.length) {
            int size = Math.min(64 * 1024, content.length - at);
            out.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(content, at, size);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            at += size;
        }
        out.writeBytes(("0\r\n" + trailer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static String crc32(byte[] content) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(content);
        return Base64.getEncoder()
                .encodeToString(java.nio.ByteBuffer.allocate(4)
                        .putInt((int) crc.getValue())
                        .array());
    }

    private void stillAsBefore() {
        assertThat(coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key("k")).asUtf8String())
                .isEqualTo("before");
    }

    @Test
    void a_right_trailer_is_accepted() {
        byte[] content = Bytes.of(SIZE);
        Answer answer = unsignedTrailer(chunks(content, "x-amz-checksum-crc32:" + crc32(content) + "\r\n"), SIZE)
                .send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key("k")).asByteArray())
                .isEqualTo(content);
    }

    @Test
    void a_wrong_trailer_is_not_visible() {
        byte[] content = Bytes.of(SIZE);
        Answer answer = unsignedTrailer(chunks(content, "x-amz-checksum-crc32:AAAAAA==\r\n"), SIZE)
                .send();
        assertThat(answer.error()).isEqualTo("400 BadDigest");
        stillAsBefore();
    }

    @Test
    void a_missing_trailer_is_not_visible() {
        Answer answer = unsignedTrailer(chunks(Bytes.of(SIZE), ""), SIZE).send();
        assertThat(answer.status()).isEqualTo(400);
        stillAsBefore();
    }

    @Test
    void fewer_bytes_than_announced_are_not_visible() {
        byte[] content = Bytes.of(SIZE);
        Answer answer = unsignedTrailer(chunks(content, "x-amz-checksum-crc32:" + crc32(content) + "\r\n"), SIZE + 1)
                .send();
        assertThat(answer.error()).isEqualTo("400 IncompleteBody");
        stillAsBefore();
    }

    @Test
    void chunks_that_are_none_are_not_visible() {
        byte[] broken = chunks(Bytes.of(SIZE), "");
        broken[0] = 'z';
        Answer answer = unsignedTrailer(broken, SIZE).send();
        assertThat(answer.status()).isBetween(400, 403);
        stillAsBefore();
    }
}
