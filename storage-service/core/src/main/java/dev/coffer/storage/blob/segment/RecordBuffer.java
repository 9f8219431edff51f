package dev.coffer.storage.blob.segment;

import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.device.BlockChecksums;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** A record in memory, ready to be written wherever room for it is found. */
final class RecordBuffer {
    private static final RecordHeader NONE = new RecordHeader(new UUID(0, 0), 1, 0, Instant.EPOCH, 0, 0);

    private final UUID id;
    private final int blockBytes;
    private byte[] bytes;
    private int length;
    /** But for the location; of a finished record. */
    private RecordHeader header = NONE;

    /** @param expected payload bytes; a wrong number costs a copy */
    RecordBuffer(UUID id, int blockBytes, int expected) {
        this.id = id;
        this.blockBytes = blockBytes;
        this.bytes = new byte[(int) RecordHeader.recordBytes(expected, blockBytes)];
    }

    private RecordBuffer(RecordHeader header, byte[] record) {
        this.id = header.id();
        this.blockBytes = header.blockBytes();
        this.length = header.length();
        this.bytes = record;
        this.header = header;
    }

    /** A record as it was read, to be written somewhere else. */
    static RecordBuffer copy(RecordHeader header, byte[] record) {
        return new RecordBuffer(header, record);
    }

    /** Whether the record would still fit into {@code limit} with so many bytes more. */
    boolean fits(int more, long limit) {
        return RecordHeader.recordBytes((long) length + more, blockBytes) <= limit;
    }

    /** The memory that it takes. */
    int capacity() {
        return bytes.length;
    }

    /** The memory that it will take when so much more is put into it. */
    int capacityWith(int more) {
        long needed = RecordHeader.recordBytes((long) length + more, blockBytes);
        return needed <= bytes.length ? bytes.length : Math.toIntExact(Math.max(needed, 2L * bytes.length));
    }

    /** Appends to the payload. */
    void put(ByteBuffer more) {
        int count = more.remaining();
        int capacity = capacityWith(count);
        if (capacity > bytes.length) {
            bytes = Arrays.copyOf(bytes, capacity);
        }
        more.get(bytes, RecordHeader.BYTES + length, count);
        length += count;
    }

    /** The payload. */
    ByteBuffer payload() {
        return ByteBuffer.wrap(bytes, RecordHeader.BYTES, length);
    }

    /** Ends the payload: its checksums come behind it. */
    void finish(Instant committed) {
        BlockChecksums checksums = new BlockChecksums(blockBytes);
        checksums.update(payload());
        ByteBuffer sums = checksums.finish();
        sums.get(bytes, RecordHeader.BYTES + length, sums.remaining());
        header = new RecordHeader(id, blockBytes, length, committed, 0, 0);
    }

    int recordBytes() {
        return (int) RecordHeader.recordBytes(length, blockBytes);
    }

    /** The whole record as it is at a location. */
    ByteBuffer at(BlobLocation location) {
        ByteBuffer record = ByteBuffer.wrap(bytes, 0, recordBytes());
        header.at(location.segment(), location.offset()).encode(record, 0);
        return record;
    }
}
