package dev.coffer.storage.blob.file;

import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.device.BlockCheck;
import dev.coffer.storage.blob.device.BlockRange;
import dev.coffer.storage.blob.device.DeviceFaults;
import dev.coffer.storage.blob.device.Positioned;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads one file whose header, length and blocks are as they were committed. */
final class FileBlobReader implements BlobReader {
    /** How many checksums are read at once: 4 KiB, for 64 MiB of frames. */
    private static final int CHECKSUMS = 1024;

    private final BlobName name;
    private final FileChannel channel;
    private final BlobHeader header;
    private final DeviceFaults device;
    private final BlockCheck check;
    private ByteBuffer checksums = ByteBuffer.allocate(0);
    private long firstChecksum;

    private FileBlobReader(BlobName name, FileChannel channel, BlobHeader header, DeviceFaults device) {
        this.name = name;
        this.channel = channel;
        this.header = header;
        this.device = device;
        this.check = new BlockCheck(header.blockBytes());
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
        Positioned.read(channel, ByteBuffer.wrap(bytes), 0);
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
        ByteBuffer read = target.duplicate();
        readUnchecked(firstBlock, target);
        if (read.hasRemaining()) {
            check.verify(name, firstBlock, read, checksums(firstBlock, Math.ceilDiv(read.remaining(), blockBytes())));
        }
    }

    @Override
    public void readUnchecked(long firstBlock, ByteBuffer target) {
        BlockRange range = BlockRange.of(firstBlock, target.remaining(), header.blockBytes(), header.length());
        fill(target, BlobHeader.BYTES + range.position());
    }

    /** Those of some blocks; those that follow are read along, for the next reads. */
    private ByteBuffer checksums(long firstBlock, int blocks) {
        long from = firstBlock - firstChecksum;
        if (from < 0 || (from + blocks) * BlobHeader.CHECKSUM_BYTES > checksums.limit()) {
            long count = Math.min(Math.max(blocks, CHECKSUMS), header.blocks() - firstBlock);
            checksums = ByteBuffer.allocate(Math.toIntExact(count * BlobHeader.CHECKSUM_BYTES));
            firstChecksum = firstBlock;
            fill(checksums, header.checksumPosition(firstBlock));
            from = 0;
        }
        return checksums.slice((int) from * BlobHeader.CHECKSUM_BYTES, blocks * BlobHeader.CHECKSUM_BYTES);
    }

    private void fill(ByteBuffer target, long position) {
        try {
            Positioned.read(channel, target, position);
        } catch (EOFException e) {
            throw new BlobCorruptException(name, "it ended early");
        } catch (IOException e) {
            throw device.onRead(name, e);
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
