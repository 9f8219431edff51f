package dev.coffer.storage.blob.s3;

import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.blob.BlobException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.blob.BlobWriter;
import java.nio.ByteBuffer;
import java.util.UUID;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Writes one object, which becomes visible as a whole and only if there is none of its name. */
final class S3BlobWriter implements BlobWriter {
    private final StoredObjects objects;
    private final BlobName name;
    private final int blockBytes;
    private final UploadParts parts;
    private final BlockSealer blocks;
    private final UUID write = UUID.randomUUID();
    private final long begun = System.nanoTime();
    private boolean closed;

    S3BlobWriter(StoredObjects objects, BlobName name, int blockBytes, UploadParts parts) {
        this.objects = objects;
        this.name = name;
        this.blockBytes = blockBytes;
        this.parts = parts;
        this.blocks = new BlockSealer(blockBytes, parts::write);
    }

    @Override
    public void write(ByteBuffer bytes) {
        requireOpen();
        blocks.write(bytes);
    }

    @Override
    public BlobName commit() {
        requireOpen();
        try {
            long length = blocks.finish();
            parts.write(ByteBuffer.wrap(new BlobTrailer(name.id(), blockBytes, length, write).encode()));
            requireInTime();
            finish();
            return name;
        } finally {
            close();
        }
    }

    private void finish() {
        try {
            parts.finish();
        } catch (S3Exception e) {
            if (!isThere()) {
                throw new BlobException("blob " + name + " could not be committed: status " + e.statusCode());
            }
        }
    }

    /** Whether this very write has succeeded, in an attempt whose answer was lost. */
    private boolean isThere() {
        try {
            return BlobTrailer.decode(
                            objects.tail(objects.key(name), BlobTrailer.BYTES).bytes())
                    .filter(trailer -> trailer.write().equals(write))
                    .isPresent();
        } catch (S3Exception e) {
            return false;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("blob " + name + " is closed");
        }
        requireInTime();
    }

    /** A store dates an object by when its upload began: what took longer would be taken for an orphan at once. */
    private void requireInTime() {
        if (System.nanoTime() - begun > BlobStore.LONGEST_WRITE.toNanos()) {
            throw S3Error.REQUEST_TIMEOUT.error();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            parts.close();
        }
    }
}
