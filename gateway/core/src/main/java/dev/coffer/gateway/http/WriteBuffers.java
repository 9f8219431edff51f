package dev.coffer.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers for the bodies of answers, used again: what goes to a socket from the heap is copied by Netty once more,
 * and a fresh buffer is zeroed first. How many are out is bounded by who takes them, how many are kept, here.
 */
final class WriteBuffers {
    /** Two stored frames of plaintext: each write is a hop to the event loop and a system call. */
    static final int BYTES = 128 * 1024;

    private static final int KEPT = 32;

    private final ConcurrentLinkedQueue<ByteBuf> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final LongAdder made = new LongAdder();

    /** An empty buffer of {@link #BYTES}. */
    ByteBuf take() {
        @Nullable ByteBuf used = free.poll();
        if (used == null) {
            made.increment();
            return Unpooled.directBuffer(BYTES, BYTES);
        }
        kept.decrementAndGet();
        return used.clear();
    }

    /** How many have been made, since none was there to be used again. */
    long made() {
        return made.sum();
    }

    /** Takes a buffer back that no write refers to any more. */
    void give(ByteBuf buffer) {
        if (kept.incrementAndGet() <= KEPT) {
            free.add(buffer);
        } else {
            kept.decrementAndGet();
            buffer.release();
        }
    }
}
