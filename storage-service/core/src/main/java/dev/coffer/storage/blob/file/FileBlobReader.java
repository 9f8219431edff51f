package dev.coffer.storage.blob.file;

import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Reads one file whose header, length and blocks are as they were committed. */
final class FileBlobReader implements BlobReader {
    private final BlobName name;
    private final FileChannel channel;
    private final BlobHeader header;
    private final DeviceFaults device;
    private final CRC32C crc = new CRC32C();

    private FileBlobReader(BlobName name, FileChannel channel, BlobHeader header, DeviceFaults device) {
        this.name = name;
        this.channel = channel;
        this.header = header;
        this.device = device;
    }

    /** Takes the channel over; closes it if the file is not the blob. */
    static FileBlobReader of(BlobName name, FileChannel channel, DeviceFaults device) throws IOException {
        boolean open = false;
        try {
            FileBlobReader reader = new FileBlobReader(name, channel, header(name, channel), device);
            open = true;
            return reader;
        } finally {
            if (!open) {
                channel.close();
            }
        }
    }

    private static BlobHeader header(BlobName name, FileChannel channel) throws IOException {
        long size = channel.size();
        byte[] bytes = new byte[(int) Math.min(BlobHeader.BYTES, size)];
        readFully(channel, ByteBuffer.wrap(bytes), 0);
        BlobHeader header =
                BlobHeader.decode(bytes).orElseThrow(() -> new BlobCorruptException(name, "no valid header"));
        if (!header.id().equals(name.id())) {
            throw new BlobCorruptException(name, "it is " + header.id());
        }
        if (header.fileBytes() != size) {
            throw new BlobCorruptException(name, size + " bytes instead of " + header.fileBytes());
        }
        return header;
    }

    @Override
    public long length() {
        return header.length();
    }

    @Override
    public int blockBytes() {
        return header.blockBytes();
    }

    @Override
    public void read(long firstBlock, ByteBuffer target) {
        long position = firstBlock * header.blockBytes();
        long end = position + target.remaining();
        boolean wholeBlocks = end % header.blockBytes() == 0 || end == header.length();
        if (firstBlock < 0 || end > header.length() || !wholeBlocks) {
            throw new IndexOutOfBoundsException("bytes " + position + " to " + end + " of " + header.length());
        }
        if (!target.hasRemaining()) {
            return;
        }
        int blocks = Math.toIntExact((end - position + header.blockBytes() - 1) / header.blockBytes());
        ByteBuffer expected = ByteBuffer.allocate(blocks * BlobHeader.CHECKSUM_BYTES);
        ByteBuffer read = target.duplicate();
        try {
            readFully(channel, expected, header.checksumPosition(firstBlock));
            readFully(channel, target, BlobHeader.BYTES + position);
        } catch (EOFException e) {
            throw new BlobCorruptException(name, "it ended early");
        } catch (IOException e) {
            throw device.onRead(name, e);
        }
        verify(firstBlock, read, expected.flip());
    }

    private void verify(long firstBlock, ByteBuffer read, ByteBuffer expected) {
        for (long block = firstBlock; read.hasRemaining(); block++) {
            int length = Math.min(header.blockBytes(), read.remaining());
            crc.reset();
            crc.update(read.slice(read.position(), length));
            read.position(read.position() + length);
            if ((int) crc.getValue() != expected.getInt()) {
                throw new BlobCorruptException(name, "checksum of block " + block);
            }
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer target, long position) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = channel.read(target, at);
            if (count < 0) {
                throw new EOFException();
            }
            at += count;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw device.onRead(name, e);
        }
    }
}
