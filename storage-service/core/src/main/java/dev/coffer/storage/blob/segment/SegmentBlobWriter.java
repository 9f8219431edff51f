package dev.coffer.storage.blob.segment;

import dev.coffer.storage.blob.BlobException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gathers a small blob in memory and appends it to a segment; one that turns out large goes to a file of its own. */
final class SegmentBlobWriter implements BlobWriter {
    private final SegmentedBlobStore store;
    private final BlobName name;
    private final int blockBytes;
    private @Nullable RecordBuffer record;
    private @Nullable BlobWriter file;
    private long taken;
    private boolean closed;

    /**
     * @param expected payload bytes
     * @param taken what its record takes of the store's memory
     */
    SegmentBlobWriter(SegmentedBlobStore store, BlobName name, int blockBytes, int expected, long taken) {
        this.taken = taken;
        this.store = store;
        this.name = name;
        this.blockBytes = blockBytes;
        this.record = new RecordBuffer(name.id(), blockBytes, expected);
    }

    @Override
    public void write(ByteBuffer bytes) {
        requireOpen();
        if (record != null && !hasRoom(record, bytes.remaining())) {
            file = store.files().create(name, blockBytes);
            file.write(record.payload());
            record = null;
            store.memory().giveBack(taken);
            taken = 0;
        }
        if (record != null) {
            record.put(bytes);
        } else if (file != null) {
            file.write(bytes);
        }
    }

    private boolean hasRoom(RecordBuffer gathered, int more) {
        int growth = gathered.capacityWith(more) - gathered.capacity();
        if (!gathered.fits(more, store.maxRecordBytes()) || !store.memory().tryTake(growth)) {
            return false;
        }
        taken += growth;
        return true;
    }

    @Override
    public BlobName commit() {
        requireOpen();
        try {
            if (file != null) {
                return file.commit();
            }
            if (record == null) {
                throw new IllegalStateException("neither record nor file");
            }
            return append(record);
        } finally {
            close();
        }
    }

    private BlobName append(RecordBuffer finished) {
        finished.finish(Instant.now());
        try (SegmentAppender.Appended appended = store.appender(name.region()).append(finished)) {
            return synced(appended);
        } catch (IOException e) {
            throw store.device().onWrite(name, e);
        }
    }

    private BlobName synced(SegmentAppender.Appended appended) throws IOException {
        BlobName place = name.at(appended.location());
        try {
            appended.sync();
            return place;
        } catch (IOException e) {
            try {
                store.delete(place);
            } catch (BlobException left) {
                e.addSuppressed(left); // to orphan collection
            }
            throw e;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("blob " + name + " is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        record = null;
        store.memory().giveBack(taken);
        taken = 0;
        if (file != null) {
            file.close();
        }
    }
}
