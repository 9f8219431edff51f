package dev.coffer.storage.blob.segment;

import java.util.concurrent.atomic.LongAdder;

/** What upkeep has done in this process. */
public final class UpkeepCounts {
    private final LongAdder movedBlobs = new LongAdder();
    private final LongAdder movedBytes = new LongAdder();
    private final LongAdder removedSegments = new LongAdder();
    private final LongAdder scrubbedBytes = new LongAdder();
    private final LongAdder corruptBlobs = new LongAdder();

    void moved(int blobs, long bytes) {
        movedBlobs.add(blobs);
        movedBytes.add(bytes);
    }

    void removedSegment() {
        removedSegments.increment();
    }

    void scrubbed(long bytes) {
        scrubbedBytes.add(bytes);
    }

    void corrupt(long blobs) {
        corruptBlobs.add(blobs);
    }

    /** Blobs that compaction moved. */
    public long movedBlobs() {
        return movedBlobs.sum();
    }

    /** Their bytes. */
    public long movedBytes() {
        return movedBytes.sum();
    }

    /** Segments that were removed because no blob in them was wanted. */
    public long removedSegments() {
        return removedSegments.sum();
    }

    /** Bytes whose checksums scrubbing compared. */
    public long scrubbedBytes() {
        return scrubbedBytes.sum();
    }

    /** Damage found, by scrubbing or by compaction; the same blob counts each time it is found. */
    public long corruptBlobs() {
        return corruptBlobs.sum();
    }
}
