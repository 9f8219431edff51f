package dev.coffer.gateway.s3;

import dev.coffer.api.BodySource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An XML declaration, a space as often as there is no document yet, and the document without its declaration. */
final class SpacedBody implements BodySource {
    private static final byte[] DECLARATION =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".getBytes(StandardCharsets.UTF_8);

    private final Supplier<@Nullable BodySource> poll;
    private boolean begun;
    private @Nullable BodySource document;
    private boolean cut;
    private long given;

    /** @param poll waits a while for the document; null while it is not there */
    SpacedBody(Supplier<@Nullable BodySource> poll) {
        this.poll = poll;
    }

    @Override
    public @Nullable ByteBuffer next() {
        ByteBuffer bytes = piece();
        given += bytes == null ? 0 : bytes.remaining();
        return bytes;
    }

    @Override
    public long declaredLength() {
        return -1;
    }

    @Override
    public End end() {
        return new End(given, Map.of());
    }

    @Override
    public void close() {
        BodySource open = document;
        if (open != null) {
            open.close();
        }
    }

    private @Nullable ByteBuffer piece() {
        if (!begun) {
            begun = true;
            return ByteBuffer.wrap(DECLARATION);
        }
        BodySource there = document == null ? poll.get() : document;
        if (there == null) {
            return ByteBuffer.wrap(new byte[] {' '});
        }
        document = there;
        ByteBuffer bytes = there.next();
        if (bytes != null && !cut) {
            cut = true;
            bytes.position(bytes.position() + DECLARATION.length);
        }
        return bytes;
    }
}
