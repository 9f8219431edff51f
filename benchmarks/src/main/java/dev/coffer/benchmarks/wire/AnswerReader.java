package dev.coffer.benchmarks.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer after another from the bytes of a connection, however they are cut. Bodies are looked at and dropped:
 * only what is to be kept is copied. Source: RFC 9112, sections 6 and 7.
 */
public final class AnswerReader {
    /** The most that is kept of a body. */
    public static final int MAX_KEPT = 4 * 1024 * 1024;

    private static final int MAX_HEAD = 64 * 1024;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final long UNTIL_CLOSE = Long.MAX_VALUE;

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private final StringBuilder line = new StringBuilder(512);
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CRC32C crc = new CRC32C();

    private @Nullable Request request;
    private State state = State.HEAD;
    private String head = "";
    private int status;
    private long remaining;
    private long bodyBytes;
    private byte first;
    private byte last;
    private boolean closing;

    /** Prepares for the answer to {@code next}. */
    public void expect(Request next) {
        request = next;
        state = State.HEAD;
        line.setLength(0);
        kept.reset();
        crc.reset();
        bodyBytes = 0;
        first = 0;
        last = 0;
    }

    /** Whether the other side will close the connection behind the last answer. */
    public boolean isClosing() {
        return closing;
    }

    /** The answer if {@code in} holds its end, else null, and all of {@code in} has been taken. */
    public @Nullable Answer read(ByteBuffer in) {
        while (in.hasRemaining()) {
            boolean complete = switch (state) {
                case HEAD -> readLine(in) && headLine();
                case BODY -> body(in) && remaining == 0;
                case CHUNK_SIZE -> readLine(in) && chunkSize();
                case CHUNK -> chunk(in);
                case CHUNK_END -> readLine(in) && chunkEnd();
                case TRAILER -> readLine(in) && trailerLine();
            };
            if (complete) {
                return answer();
            }
        }
        return null;
    }

    /** The answer, if the end of the connection is its end. */
    public @Nullable Answer readEnd() {
        return state == State.BODY && remaining > UNTIL_CLOSE / 2 ? answer() : null;
    }

    private Request request() {
        if (request == null) {
            throw new WireException("an answer that nobody asked for");
        }
        return request;
    }

    /** Takes bytes up to a line feed; the line stays in {@link #line} with what came before, without its end. */
    private boolean readLine(ByteBuffer in) {
        while (in.hasRemaining()) {
            char c = (char) (in.get() & 0xFF);
            line.append(c);
            if (c == '\n') {
                return true;
            }
        }
        if (line.length() > MAX_HEAD) {
            throw new WireException("an endless head");
        }
        return false;
    }

    private boolean headLine() {
        int length = line.length();
        if (length < 4 || line.charAt(length - 3) != '\n') {
            return false; // the head goes on
        }
        head = line.substring(0, length - 2);
        line.setLength(0);
        status = Heads.status(head);
        if (status / 100 == 1) {
            return false;
        }
        closing = Heads.field(head, "connection")
                .filter("close"::equalsIgnoreCase)
                .isPresent();
        if (request().method().equals("HEAD") || status == NO_CONTENT || status == NOT_MODIFIED) {
            return true;
        }
        if (Heads.field(head, "transfer-encoding").isPresent()) {
            state = State.CHUNK_SIZE;
            return false;
        }
        remaining = Heads.field(head, "content-length").map(Long::parseLong).orElse(UNTIL_CLOSE);
        state = State.BODY;
        return remaining == 0;
    }

    private boolean body(ByteBuffer in) {
        int bytes = (int) Math.min(in.remaining(), remaining);
        if (bytes == 0) {
            return true;
        }
        ByteBuffer piece = in.slice(in.position(), bytes);
        if (bodyBytes == 0) {
            first = piece.get(0);
        }
        last = piece.get(bytes - 1);
        if (request()
                .expected()
                .flatMap(e -> e.crc32c().isPresent() ? Optional.of(e) : Optional.empty())
                .isPresent()) {
            crc.update(piece.duplicate());
        }
        if ((request().keep() || status / 100 != 2) && kept.size() < MAX_KEPT) {
            byte[] copy = new byte[bytes];
            piece.get(copy);
            kept.writeBytes(copy);
        }
        in.position(in.position() + bytes);
        bodyBytes += bytes;
        remaining -= bytes;
        return true;
    }

    private boolean chunkSize() {
        int end = 0;
        while (Character.digit(line.charAt(end), 16) >= 0) {
            end++;
        }
        remaining = Long.parseLong(line, 0, end, 16);
        line.setLength(0);
        state = remaining == 0 ? State.TRAILER : State.CHUNK;
        return false;
    }

    private boolean chunk(ByteBuffer in) {
        body(in);
        if (remaining == 0) {
            state = State.CHUNK_END;
        }
        return false;
    }

    private boolean chunkEnd() {
        line.setLength(0);
        state = State.CHUNK_SIZE;
        return false;
    }

    private boolean trailerLine() {
        boolean empty = line.length() <= 2;
        line.setLength(0);
        return empty;
    }

    private Answer answer() {
        Answer answer = new Answer(status, head, bodyBytes, kept.toByteArray(), fault());
        state = State.HEAD;
        return answer;
    }

    private Optional<String> fault() {
        if (status / 100 != 2 || request().expected().isEmpty()) {
            return Optional.empty();
        }
        Content expected = request().expected().get();
        if (bodyBytes != expected.length()) {
            return Optional.of("a body of " + bodyBytes + " bytes instead of " + expected.length());
        }
        if (bodyBytes > 0 && (first != expected.first() || last != expected.last())) {
            return Optional.of("another body than the one written");
        }
        if (expected.crc32c().isPresent() && expected.crc32c().getAsLong() != crc.getValue()) {
            return Optional.of("a body with another checksum than the one written");
        }
        return Optional.empty();
    }
}
