package dev.coffer.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final Request GET = Request.of("GET", "GET", "/b/k", "").keeping();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void reads_answers_however_their_bytes_are_cut(long seed) {
        String wire = "HTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nx-amz-id: a\r\n\r\nhello"
                + "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0a;x=y\r\n0123456789\r\n0\r\nt: v\r\n\r\n"
                + "HTTP/1.1 204 No Content\r\n\r\n"
                + "HTTP/1.1 503 Slow Down\r\ncontent-length: 24\r\n\r\n<Code>SlowDown</Code>...";

        List<Answer> answers = read(wire, new Random(seed), 4);

        assertThat(answers).extracting(Answer::status).containsExactly(200, 200, 204, 503);
        assertThat(answers).extracting(Answer::text).startsWith("hello", "abc0123456789", "");
        assertThat(answers.get(0).header("X-Amz-Id")).hasValue("a");
        assertThat(answers.get(3).failure()).isEqualTo("503 SlowDown");
    }

    @Test
    void an_answer_to_head_has_no_body_whatever_its_length_says() {
        AnswerReader reader = new AnswerReader();
        reader.expect(Request.of("HEAD", "HEAD", "/b/k", ""));

        Answer answer = reader.read(bytes("HTTP/1.1 200 OK\r\ncontent-length: 4096\r\n\r\n"));

        assertThat(answer).isNotNull().extracting(Answer::bodyBytes).isEqualTo(0L);
    }

    @Test
    void a_body_without_a_length_ends_with_the_connection() {
        AnswerReader reader = new AnswerReader();
        reader.expect(GET);

        assertThat(reader.read(bytes("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nall of it")))
                .isNull();
        assertThat(reader.readEnd()).isNotNull().extracting(Answer::text).isEqualTo("all of it");
        assertThat(reader.isClosing()).isTrue();
    }

    @Test
    void another_body_than_the_expected_one_is_a_fault() {
        Body written = Body.of("hello".getBytes(StandardCharsets.US_ASCII));

        assertThat(answerTo(Content.of(written), "hello").ok()).isTrue();
        assertThat(answerTo(Content.of(written), "hell").failure()).contains("4 bytes instead of 5");
        assertThat(answerTo(Content.of(written), "hallO").failure()).contains("another body");
        assertThat(answerTo(Content.of(written), "hallo").ok())
                .as("the cheap check sees ends only")
                .isTrue();
        assertThat(answerTo(Content.withChecksum(written), "hallo").failure()).contains("checksum");
        assertThat(answerTo(Content.withChecksum(written), "hello").ok()).isTrue();
    }

    @Test
    void what_is_not_http_is_refused() {
        AnswerReader reader = new AnswerReader();
        reader.expect(GET);

        assertThatThrownBy(() -> reader.read(bytes("SSH-2.0-OpenSSH\r\n\r\n"))).isInstanceOf(WireException.class);
    }

    private static Answer answerTo(Content expected, String body) {
        AnswerReader reader = new AnswerReader();
        reader.expect(GET.expecting(expected));
        Answer answer = reader.read(bytes("HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body));
        assertThat(answer).isNotNull();
        return answer;
    }

    private static List<Answer> read(String wire, Random random, int count) {
        AnswerReader reader = new AnswerReader();
        List<Answer> answers = new ArrayList<>();
        ByteBuffer left = bytes(wire);
        reader.expect(GET);
        while (answers.size() < count) {
            assertThat(left.hasRemaining()).isTrue();
            int size = Math.min(left.remaining(), 1 + random.nextInt(7));
            ByteBuffer piece = left.slice(left.position(), size);
            @Nullable Answer answer = reader.read(piece);
            left.position(left.position() + piece.position());
            if (answer != null) {
                answers.add(answer);
                reader.expect(GET);
            }
        }
        assertThat(left.hasRemaining()).isFalse();
        return answers;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
