package dev.coffer.storage.blob.s3;

import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.BlobMissingException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.device.BlockRange;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads one object. Opening it fetches its last {@value #TAIL_BYTES} bytes: a small blob whole. Of a larger one, what is
 * asked for is fetched, and when that goes on where it ended, ever more of what follows, up to {@value #AHEAD_BYTES} bytes.
 */
final class S3BlobReader implements BlobReader {
    static final int TAIL_BYTES = 128 << 10;
    static final int AHEAD_BYTES = 1 << 20;

    private final StoredObjects objects;
    private final BlobName name;
    private final BlobTrailer trailer;
    private final WriteMemory memory;
    private final CRC32C crc = new CRC32C();
    private final Window tail;
    private Window window = Window.NONE;
    private long taken;

    /** Bytes of the object from {@code position} on. */
    private record Window(long position, byte[] bytes) {
        static final Window NONE = new Window(0, new byte[0]);

        boolean has(long from, long end) {
            return from >= position && end <= position + bytes.length;
        }

        long end() {
            return position + bytes.length;
        }
    }

    private S3BlobReader(StoredObjects objects, WriteMemory memory, BlobName name, BlobTrailer trailer, Window tail) {
        this.objects = objects;
        this.memory = memory;
        this.name = name;
        this.trailer = trailer;
        this.tail = tail;
    }

    /**
     * Opens a blob.
     *
     * @param memory of which reading ahead takes
     * @throws BlobMissingException if there is none
     * @throws BlobCorruptException if it is not what was committed
     */
    static S3BlobReader open(StoredObjects objects, WriteMemory memory, BlobName name) {
        StoredObjects.Piece last = fetch(name, () -> objects.tail(objects.key(name), TAIL_BYTES));
        BlobTrailer trailer =
                BlobTrailer.decode(last.bytes()).orElseThrow(() -> new BlobCorruptException(name, "no valid trailer"));
        if (!trailer.id().equals(name.id())) {
            throw new BlobCorruptException(name, "it is " + trailer.id());
        }
        if (trailer.objectBytes() != last.objectBytes()) {
            throw new BlobCorruptException(name, last.objectBytes() + " bytes instead of " + trailer.objectBytes());
        }
        Window tail = new Window(last.objectBytes() - last.bytes().length, last.bytes());
        return new S3BlobReader(objects, memory, name, trailer, tail);
    }

    @Override
    public long length() {
        return trailer.length();
    }

    @Override
    public int blockBytes() {
        return trailer.blockBytes();
    }

    @Override
    public void read(long firstBlock, ByteBuffer target) {
        ByteBuffer stored = stored(firstBlock, target.remaining());
        for (long block = firstBlock; target.hasRemaining(); block++) {
            ByteBuffer payload = payload(stored, target);
            crc.reset();
            crc.update(payload.duplicate());
            if ((int) crc.getValue() != stored.getInt()) {
                throw new BlobCorruptException(name, "checksum of block " + block);
            }
            target.put(payload);
        }
    }

    @Override
    public void readUnchecked(long firstBlock, ByteBuffer target) {
        ByteBuffer stored = stored(firstBlock, target.remaining());
        while (target.hasRemaining()) {
            target.put(payload(stored, target));
            stored.getInt();
        }
    }

    /** Blocks with their checksums. */
    private ByteBuffer stored(long firstBlock, int bytes) {
        BlockRange range = BlockRange.of(firstBlock, bytes, blockBytes(), length());
        if (bytes == 0) {
            return ByteBuffer.allocate(0);
        }
        long from = trailer.position(firstBlock);
        long end = from + bytes + (long) range.blocks() * BlobTrailer.CHECKSUM_BYTES;
        Window there = window(from, end);
        return ByteBuffer.wrap(there.bytes(), (int) (from - there.position()), (int) (end - from));
    }

    /** Takes the next block, without its checksum, as long as the target needs it. */
    private ByteBuffer payload(ByteBuffer stored, ByteBuffer target) {
        int length = Math.min(blockBytes(), target.remaining());
        ByteBuffer payload = stored.slice(stored.position(), length);
        stored.position(stored.position() + length);
        return payload;
    }

    private Window window(long from, long end) {
        if (tail.has(from, end)) {
            return tail;
        }
        if (!window.has(from, end)) {
            window = fetch(from, Math.max(end, from == window.end() ? ahead(from) : end));
            if (!window.has(from, end)) {
                throw new BlobCorruptException(name, "it ended early");
            }
        }
        return window;
    }

    /** Where to read to: twice as far as last time, in whole blocks, where there is memory for that. */
    private long ahead(long from) {
        long wanted = Math.min(AHEAD_BYTES, 2L * window.bytes().length);
        if (taken < wanted) {
            if (!memory.tryTake(wanted - taken)) {
                return from;
            }
            taken = wanted;
        }
        int sealed = blockBytes() + BlobTrailer.CHECKSUM_BYTES;
        return Math.min(from + wanted / sealed * sealed, trailer.objectBytes() - BlobTrailer.BYTES);
    }

    private Window fetch(long from, long end) {
        return new Window(
                from,
                fetch(name, () -> objects.range(objects.key(name), from, end)).bytes());
    }

    private interface Fetch {
        StoredObjects.Piece get();
    }

    private static StoredObjects.Piece fetch(BlobName name, Fetch fetch) {
        try {
            return fetch.get();
        } catch (S3Exception e) {
            if (e.statusCode() == 416) {
                throw new BlobCorruptException(name, "it ended early");
            }
            throw new BlobMissingException(name);
        }
    }

    @Override
    public void close() {
        memory.giveBack(taken);
        taken = 0;
    }
}
