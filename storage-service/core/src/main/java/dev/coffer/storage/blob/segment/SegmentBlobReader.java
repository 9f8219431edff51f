package dev.coffer.storage.blob.segment;

import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobMissingException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.device.BlockCheck;
import dev.coffer.storage.blob.device.BlockRange;
import dev.coffer.storage.blob.device.DeviceFaults;
import dev.coffer.storage.blob.device.Positioned;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads one record. Up to {@value #WHOLE_BYTES} bytes it is read whole at once, a single read of the file, and nothing of
 * the file is held; of a larger one the header is read first, then what is asked for.
 */
final class SegmentBlobReader implements BlobReader {
    static final int WHOLE_BYTES = 68 * 1024;

    private final BlobName name;
    private final SegmentFiles.Lease lease;
    private final ByteBuffer head;
    private final RecordHeader header;
    private final DeviceFaults device;
    private final BlockCheck check;

    private SegmentBlobReader(
            BlobName name, SegmentFiles.Lease lease, ByteBuffer head, RecordHeader header, DeviceFaults device) {
        this.name = name;
        this.lease = lease;
        this.head = head;
        this.header = header;
        this.device = device;
        this.check = new BlockCheck(header.blockBytes());
    }

    /** Takes the lease over; gives it up if there is no such blob. */
    static SegmentBlobReader of(BlobName name, SegmentFiles.Lease lease, DeviceFaults device) throws IOException {
        boolean open = false;
        try {
            BlobLocation location = SegmentId.location(name);
            ByteBuffer head =
                    ByteBuffer.allocate(location.bytes() <= WHOLE_BYTES ? location.bytes() : RecordHeader.BYTES);
            Positioned.read(lease.channel(), head, location.offset());
            SegmentBlobReader reader = new SegmentBlobReader(name, lease, head, header(name, location, head), device);
            if (reader.isWhole()) {
                lease.close();
            }
            open = true;
            return reader;
        } catch (EOFException e) {
            throw new BlobCorruptException(name, "its segment ends early");
        } finally {
            if (!open) {
                lease.close();
            }
        }
    }

    private static RecordHeader header(BlobName name, BlobLocation location, ByteBuffer head) {
        RecordHeader header =
                RecordHeader.decode(head, 0).orElseThrow(() -> new BlobCorruptException(name, "no valid header"));
        if (header.segment() != location.segment() || header.offset() != location.offset()) {
            throw new BlobCorruptException(name, "the record says it is in " + header.location());
        }
        if (!header.id().equals(name.id())) {
            throw new BlobMissingException(name); // the segment's number has been given away again
        }
        if (header.recordBytes() != location.bytes()) {
            throw new BlobCorruptException(name, "a record of " + header.recordBytes() + " bytes");
        }
        return header;
    }

    private boolean isWhole() {
        return head.capacity() == header.recordBytes();
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
        if (isWhole()) {
            target.put(head.slice((int) (RecordHeader.BYTES + range.position()), target.remaining()));
        } else {
            fill(target, header.offset() + RecordHeader.BYTES + range.position());
        }
    }

    private ByteBuffer checksums(long firstBlock, int blocks) {
        int bytes = blocks * RecordHeader.CHECKSUM_BYTES;
        if (isWhole()) {
            return head.slice(header.checksumPosition(firstBlock), bytes);
        }
        ByteBuffer sums = ByteBuffer.allocate(bytes);
        fill(sums, (long) header.offset() + header.checksumPosition(firstBlock));
        return sums.flip();
    }

    private void fill(ByteBuffer target, long position) {
        try {
            Positioned.read(lease.channel(), target, position);
        } catch (EOFException e) {
            throw new BlobCorruptException(name, "its segment ends early");
        } catch (IOException e) {
            throw device.onRead(name, e);
        }
    }

    @Override
    public void close() {
        try {
            lease.close();
        } catch (IOException e) {
            throw device.onRead(name, e);
        }
    }
}
