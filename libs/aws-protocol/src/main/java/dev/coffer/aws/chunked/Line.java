package dev.coffer.aws.chunked;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Collects bytes up to a line feed; a carriage return before it is left out. */
final class Line {
    private final StringBuilder text = new StringBuilder(96);

    /** The line without its end, or empty while it has none yet. */
    Optional<String> read(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (b == '\n') {
                int end = text.length();
                if (end > 0 && text.charAt(end - 1) == '\r') {
                    end--;
                }
                String line = text.substring(0, end);
                text.setLength(0);
                return Optional.of(line);
            }
            if (text.length() >= AwsChunkedDecoder.MAX_LINE) {
                throw ChunkHeader.malformed();
            }
            text.append((char) (b & 0xFF));
        }
        return Optional.empty();
    }

    boolean isEmpty() {
        return text.isEmpty();
    }
}
