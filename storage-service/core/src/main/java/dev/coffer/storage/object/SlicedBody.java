package dev.coffer.storage.object;

import dev.coffer.api.BodySource;
import dev.coffer.aws.error.S3Error;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A body in slices of known lengths, one after the other, so that it can be stored in several blobs. Whether the whole
 * was good is known only behind the last slice: {@link #finish}.
 */
public final class SlicedBody {
    private final BodySource whole;
    private @Nullable ByteBuffer rest;

    /** @param whole stays its owner's to close */
    public SlicedBody(BodySource whole) {
        this.whole = whole;
    }

    /** The next {@code length} bytes. */
    public BodySource slice(long length) {
        return new Slice(length);
    }

    /**
     * Takes the verified end.
     *
     * @throws dev.coffer.aws.error.AwsException {@code IncompleteBody} if there is more than the slices took
     */
    public void finish() {
        if (pull() != null) {
            throw S3Error.INCOMPLETE_BODY.error();
        }
        whole.end();
    }

    private @Nullable ByteBuffer pull() {
        ByteBuffer piece = rest;
        rest = null;
        return piece != null && piece.hasRemaining() ? piece : whole.next();
    }

    private final class Slice implements BodySource {
        private final long length;
        private long left;

        Slice(long length) {
            this.length = length;
            this.left = length;
        }

        @Override
        public @Nullable ByteBuffer next() {
            if (left == 0) {
                return null;
            }
            ByteBuffer piece = pull();
            if (piece == null) {
                throw S3Error.INCOMPLETE_BODY.error();
            }
            int take = (int) Math.min(left, piece.remaining());
            ByteBuffer taken = piece.slice(piece.position(), take);
            piece.position(piece.position() + take);
            rest = piece;
            left -= take;
            return taken;
        }

        @Override
        public long declaredLength() {
            return length;
        }

        @Override
        public End end() {
            if (left > 0) {
                throw new IllegalStateException("the slice has not ended");
            }
            return new End(length, Map.of());
        }

        @Override
        public void close() {
            // the whole is its owner's
        }
    }
}
