package dev.coffer.storage.blob.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that a segment isn't sealed, by being there, and that a living process appends to it, by being locked. So what to
 * recover at a start is found without looking at any segment, and several processes may share a root.
 */
final class OpenMark implements AutoCloseable {
    /** Those of this process. Opening one again and closing it would give up its lock, as POSIX has it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private OpenMark(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Marks a new segment as this process's; none if the number is taken. */
    static Optional<OpenMark> make(Path path) throws IOException {
        return own(path, StandardOpenOption.CREATE_NEW);
    }

    /** Takes over what a dead process marked; none if it is alive, or another took it over. */
    static Optional<OpenMark> takeOver(Path path) throws IOException {
        return own(path, StandardOpenOption.WRITE);
    }

    private static Optional<OpenMark> own(Path path, StandardOpenOption how) throws IOException {
        if (!OWN.add(key(path))) {
            return Optional.empty();
        }
        Optional<OpenMark> mark = Optional.empty();
        try {
            mark = lock(path, how);
            return mark;
        } finally {
            if (mark.isEmpty()) {
                OWN.remove(key(path));
            }
        }
    }

    private static Optional<OpenMark> lock(Path path, StandardOpenOption how) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, how, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            return Optional.empty();
        }
        OpenMark mark = new OpenMark(path, channel);
        if (mark.tryLock() && Files.exists(path)) {
            return Optional.of(mark);
        }
        channel.close(); // of two processes that took it at the same moment, the other was faster
        return Optional.empty();
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private boolean tryLock() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // this process itself
        }
    }

    /** The segment is sealed, or there never was one. */
    void remove() throws IOException {
        Files.deleteIfExists(path);
        close();
    }

    /** Leaves the segment to be recovered. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            OWN.remove(key(path));
            channel.close();
        }
    }
}
