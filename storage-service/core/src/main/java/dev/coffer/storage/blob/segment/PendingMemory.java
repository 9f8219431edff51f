package dev.coffer.storage.blob.segment;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all records together may take while they are gathered. Nobody waits for it: what finds none left goes to a file. */
final class PendingMemory {
    private final AtomicLong free;

    PendingMemory(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    /** Takes so many bytes, or none if there are not as many. */
    boolean tryTake(long bytes) {
        return free.getAndUpdate(left -> left >= bytes ? left - bytes : left) >= bytes;
    }

    void giveBack(long bytes) {
        free.addAndGet(bytes);
    }
}
