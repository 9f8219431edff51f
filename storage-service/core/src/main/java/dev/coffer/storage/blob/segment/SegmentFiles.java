package dev.coffer.storage.blob.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Segments open for reading, shared by their readers; those used last stay open, at most {@value #MOST} of them. */
final class SegmentFiles implements AutoCloseable {
    static final int MOST = 256;

    private final SegmentPaths paths;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SegmentId, Shared> open = new LinkedHashMap<>(16, 0.75f, true);

    SegmentFiles(SegmentPaths paths) {
        this.paths = paths;
    }

    private static final class Shared {
        private final FileChannel channel;
        private int users;
        private boolean dropped;

        private Shared(FileChannel channel) {
            this.channel = channel;
        }
    }

    /** A segment kept open until this is closed, even when it is deleted. */
    final class Lease implements AutoCloseable {
        private final Shared shared;
        private boolean closed;

        private Lease(Shared shared) {
            this.shared = shared;
        }

        FileChannel channel() {
            return shared.channel;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                release(shared);
            }
        }
    }

    /**
     * Opens a segment or joins those who read it.
     *
     * @throws java.nio.file.NoSuchFileException if it isn't there
     */
    Lease lease(SegmentId id) throws IOException {
        Lease lease = join(id);
        return lease != null ? lease : add(id, FileChannel.open(paths.file(id), StandardOpenOption.READ));
    }

    private @Nullable Lease join(SegmentId id) {
        lock.lock();
        try {
            Shared shared = open.get(id);
            if (shared == null) {
                return null;
            }
            if (!shared.channel.isOpen()) { // an interrupted reader closed it for all
                open.remove(id);
                return null;
            }
            shared.users++;
            return new Lease(shared);
        } finally {
            lock.unlock();
        }
    }

    private Lease add(SegmentId id, FileChannel channel) throws IOException {
        List<FileChannel> unused = new ArrayList<>();
        Shared shared;
        lock.lock();
        try {
            Shared there = open.get(id);
            if (there != null && there.channel.isOpen()) {
                unused.add(channel);
                shared = there;
            } else {
                shared = new Shared(channel);
                open.put(id, shared);
            }
            shared.users++;
            shrink(unused);
        } finally {
            lock.unlock();
        }
        close(unused);
        return new Lease(shared);
    }

    private void shrink(List<FileChannel> unused) {
        Iterator<Shared> oldest = open.values().iterator();
        while (open.size() > MOST) {
            drop(oldest.next(), unused);
            oldest.remove();
        }
    }

    private static void drop(Shared shared, List<FileChannel> unused) {
        shared.dropped = true;
        if (shared.users == 0) {
            unused.add(shared.channel);
        }
    }

    private void release(Shared shared) throws IOException {
        boolean last;
        lock.lock();
        try {
            last = --shared.users == 0 && shared.dropped;
        } finally {
            lock.unlock();
        }
        if (last) {
            shared.channel.close();
        }
    }

    /** Who opens the segment from now on looks for its file. */
    void forget(SegmentId id) throws IOException {
        List<FileChannel> unused = new ArrayList<>();
        lock.lock();
        try {
            Shared shared = open.remove(id);
            if (shared != null) {
                drop(shared, unused);
            }
        } finally {
            lock.unlock();
        }
        close(unused);
    }

    private static void close(List<FileChannel> channels) throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }

    /** Closes what nobody reads; what is being read is closed by its last reader. */
    @Override
    public void close() throws IOException {
        List<FileChannel> unused = new ArrayList<>();
        lock.lock();
        try {
            open.values().forEach(shared -> drop(shared, unused));
            open.clear();
        } finally {
            lock.unlock();
        }
        close(unused);
    }
}
