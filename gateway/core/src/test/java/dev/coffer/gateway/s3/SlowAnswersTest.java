package dev.coffer.gateway.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.BodySource;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.uri.Query;
import dev.coffer.aws.xml.XmlReader;
import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.RequestHead;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.answer.Answers;
import dev.coffer.gateway.s3.request.HostNames;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.gateway.s3.request.S3Target;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SlowAnswersTest {
    private static final byte[] DOCUMENT =
            XmlWriter.s3("CopyObjectResult").element("ETag", "e").toBytes();

    private final SlowAnswers patient = new SlowAnswers(Duration.ofMinutes(1));
    private final SlowAnswers impatient = new SlowAnswers(Duration.ofMillis(5));

    @Test
    void a_quick_answer_is_what_it_is() {
        Response answer = patient.answer(request(), () -> Answers.xml(DOCUMENT));
        assertThat(answer.body().declaredLength()).isEqualTo(DOCUMENT.length);
        assertThatThrownBy(() -> patient.answer(request(), () -> {
                    throw S3Error.NO_SUCH_KEY.error();
                }))
                .isInstanceOf(AwsException.class);
    }

    @Test
    void a_late_answer_is_waited_for_with_spaces() {
        CountDownLatch go = new CountDownLatch(1);
        Response answer = impatient.answer(request(), () -> {
            uninterrupted(go);
            return Answers.xml(DOCUMENT);
        });
        assertThat(answer.status()).isEqualTo(200);
        byte[] body = read(answer.body(), go);
        assertThat(new String(body, UTF_8)).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n   ");
        assertThat(XmlReader.read(body, "CopyObjectResult").text("ETag")).contains("e");
    }

    @Test
    void a_late_refusal_is_an_error_document_in_the_200() {
        CountDownLatch go = new CountDownLatch(1);
        Response answer = impatient.answer(request(), () -> {
            uninterrupted(go);
            throw S3Error.INVALID_PART.error();
        });
        assertThat(XmlReader.read(read(answer.body(), go), "Error").text("Code"))
                .contains("InvalidPart");
    }

    @Test
    void a_late_fault_tells_no_details() {
        CountDownLatch go = new CountDownLatch(1);
        Response answer = impatient.answer(request(), () -> {
            uninterrupted(go);
            throw new IllegalStateException("secret");
        });
        String body = new String(read(answer.body(), go), UTF_8);
        assertThat(body).contains("InternalError").doesNotContain("secret");
    }

    /** Reads all; lets the work go on after some spaces. */
    private static byte[] read(BodySource body, CountDownLatch go) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int pieces = 0;
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            out.writeBytes(bytes);
            if (++pieces == 4) {
                go.countDown();
            }
        }
        return out.toByteArray();
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static S3Request request() {
        RequestHead head = new RequestHead(
                "PUT", "/bucket/key", "", Headers.builder().add("host", "h").build(), "", "");
        return new S3Request(
                head,
                S3Target.of(head, new HostNames(Optional.empty())),
                Query.parse("").orElseThrow(),
                TestIdentities.root(),
                "ID",
                Optional.empty());
    }
}
