package dev.coffer.storage.object;

import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.frame.FrameBinding;
import dev.coffer.envelope.frame.FrameEncryptor;
import dev.coffer.envelope.frame.FrameFormat;
import dev.coffer.envelope.frame.FrameLayout;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.blob.BlobWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a body in: digests of the plaintext, frames where there is a data key, a durable blob. In bounded memory. Nothing
 * is left behind when the body turns out bad, not even at its very end.
 */
@ApplicationScoped
public class BodyIntake {
    /** The largest object or part of one request. */
    public static final long MAX_BYTES = 5L << 30;

    private static final int PLAIN_BLOCK_BYTES = 64 * 1024;

    private final BlobStore blobs;

    BodyIntake(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * The key of an encrypted body and what its frames are bound to.
     *
     * @param dataKey stays the owner's to close
     */
    public record Framing(SecretBytes dataKey, FrameBinding binding) {}

    /**
     * Stores the body in the blob named {@code blob}; durable when this returns, and the caller's to delete if nothing
     * comes to refer to it.
     *
     * @throws dev.coffer.aws.error.AwsException if the body is not what its sender announced, or too large
     */
    public StoredBody store(
            Region region,
            ObjectId blob,
            BodySource body,
            Digests announced,
            boolean md5Wanted,
            Optional<Framing> framing) {
        requireAllowed(body);
        BlobWriter writer =
                blobs.create(region, blob.value(), blockBytes(framing), storedBytes(body.declaredLength(), framing));
        return store(writer, body, new BodyDigests(announced, md5Wanted), framing);
    }

    /** As above, for a part of an object, with digests of the caller's choice: in a file of its own. */
    public StoredBody storePart(
            Region region, ObjectId blob, BodySource body, BodyDigests digests, Optional<Framing> framing) {
        requireAllowed(body);
        return store(blobs.create(new BlobName(region, blob.value()), blockBytes(framing)), body, digests, framing);
    }

    private static StoredBody store(
            BlobWriter created, BodySource body, BodyDigests digests, Optional<Framing> framing) {
        try (BlobWriter writer = created) {
            long size = framing.isPresent()
                    ? encrypted(body, digests, writer, framing.get())
                    : plain(body, digests, writer);
            BodyDigests.Values values = digests.verify(body.end());
            BlobName name = writer.commit();
            return new StoredBody(
                    name, size, new StoredChecksum(values.algorithm(), values.checksum(), "FULL_OBJECT"), values.md5());
        }
    }

    private static int blockBytes(Optional<Framing> framing) {
        return framing.isPresent() ? FrameFormat.STORED_FRAME_BYTES : PLAIN_BLOCK_BYTES;
    }

    private static long storedBytes(long declared, Optional<Framing> framing) {
        return declared < 0 || framing.isEmpty() ? declared : new FrameLayout(declared).storedBytes();
    }

    private static void requireAllowed(BodySource body) {
        if (body.declaredLength() > MAX_BYTES) {
            throw tooLarge(body.declaredLength());
        }
    }

    private static long plain(BodySource body, BodyDigests digests, BlobWriter writer) {
        long size = 0;
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            size = grown(size, piece);
            digests.update(piece);
            writer.write(piece);
        }
        return size;
    }

    private static long encrypted(BodySource body, BodyDigests digests, BlobWriter writer, Framing framing) {
        FrameEncryptor frames = new FrameEncryptor(framing.dataKey(), framing.binding(), body.declaredLength());
        long size = 0;
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            size = grown(size, piece);
            digests.update(piece);
            frames.update(piece, writer::write);
        }
        frames.finish(writer::write);
        return size;
    }

    private static long grown(long size, ByteBuffer piece) {
        long grown = size + piece.remaining();
        if (grown > MAX_BYTES) {
            throw tooLarge(grown);
        }
        return grown;
    }

    private static dev.coffer.aws.error.AwsException tooLarge(long proposed) {
        return S3Error.ENTITY_TOO_LARGE.with(
                Map.of("ProposedSize", Long.toString(proposed), "MaxSizeAllowed", Long.toString(MAX_BYTES)));
    }
}
