package dev.coffer.storage.object;

import dev.coffer.api.BodySource;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.frame.FrameBinding;
import dev.coffer.envelope.frame.FrameDecryptor;
import dev.coffer.envelope.frame.FrameLayout;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.BlobStore;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a stored object, decrypted as they are pulled: of each blob only the frames that the span touches are read,
 * and a frame's bytes come out only after its tag has been verified. Memory: one frame, whatever the object's size.
 */
final class StoredObjectBody implements BodySource {
    private final BlobStore blobs;
    private final StoredVersion version;
    private final Span span;
    private final Optional<SecretBytes> dataKey;
    private final OpenReads.Hold hold;
    private final Deque<StoredPart> rest;
    private @Nullable SegmentReader current;
    private long delivered;
    private boolean ended;

    /**
     * @param segments the blobs that hold the span, in order
     * @param dataKey taken over
     * @param hold on the segments, taken over
     */
    StoredObjectBody(
            BlobStore blobs,
            StoredVersion version,
            Span span,
            List<StoredPart> segments,
            Optional<SecretBytes> dataKey,
            OpenReads.Hold hold) {
        this.blobs = blobs;
        this.version = version;
        this.span = span;
        this.dataKey = dataKey;
        this.hold = hold;
        this.rest = new ArrayDeque<>(segments);
    }

    /** Opens the first blob, so that one that is gone shows before anything was answered. */
    void open() {
        advance();
    }

    @Override
    public @Nullable ByteBuffer next() {
        while (current != null) {
            ByteBuffer piece = current.next();
            if (piece != null) {
                delivered += piece.remaining();
                return piece;
            }
            advance();
        }
        if (delivered != span.length()) {
            throw new IllegalStateException("object " + version.objectId() + " has " + delivered + " bytes of "
                    + span.length() + " in its blobs");
        }
        ended = true;
        return null;
    }

    private void advance() {
        closeCurrent();
        StoredPart segment = rest.poll();
        if (segment != null) {
            long from = Math.max(span.offset(), segment.position()) - segment.position();
            long to = Math.min(span.offset() + span.length(), segment.position() + segment.size()) - segment.position();
            current = reader(segment, new Span(from, Math.max(0, to - from)));
        }
    }

    private SegmentReader reader(StoredPart segment, Span within) {
        BlobReader blob = blobs.open(version.content().parts() == 0 ? version.blob() : segment.name(version.region()));
        try {
            return dataKey.isEmpty()
                    ? new PlainSegment(blob, within)
                    : new FramedSegment(
                            blob,
                            new FrameDecryptor(dataKey.get(), binding(segment), new FrameLayout(segment.size())),
                            within);
        } catch (RuntimeException | Error e) {
            blob.close();
            throw e;
        }
    }

    private FrameBinding binding(StoredPart segment) {
        return version.content().parts() == 0
                ? FrameBinding.ofObject(version.objectId().value())
                : FrameBinding.ofPart(version.objectId().value(), segment.blob().value(), segment.number());
    }

    @Override
    public long declaredLength() {
        return span.length();
    }

    @Override
    public End end() {
        if (!ended) {
            throw new IllegalStateException("the body has not ended");
        }
        return new End(span.length(), Map.of());
    }

    @Override
    public void close() {
        closeCurrent();
        rest.clear();
        dataKey.ifPresent(SecretBytes::close);
        hold.close();
    }

    private void closeCurrent() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
