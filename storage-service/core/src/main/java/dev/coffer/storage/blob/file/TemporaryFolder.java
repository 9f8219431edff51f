package dev.coffer.storage.blob.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Unfinished blobs of one process: {@code ROOT/tmp/INSTANCE}, kept by a lock on the file {@code lock} in it. A folder
 * whose lock can be had belonged to a process that is gone; the next process removes it. So several processes may share a
 * root, and a crash leaves nothing behind.
 */
final class TemporaryFolder implements AutoCloseable {
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lockFile;

    private TemporaryFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** Removes what dead processes left under {@code parent}, and makes a folder of its own. */
    static TemporaryFolder open(Path parent) throws IOException {
        Files.createDirectories(parent);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent)) {
            for (Path other : others) {
                removeIfDead(other);
            }
        }
        while (true) {
            Path folder = Files.createDirectory(parent.resolve(UUID.randomUUID().toString()));
            try {
                FileChannel lockFile = lockFile(folder);
                lockFile.lock();
                if (Files.exists(folder.resolve(LOCK))) {
                    return new TemporaryFolder(folder, lockFile);
                }
                lockFile.close(); // taken for a dead process's by one that started at the same moment
            } catch (NoSuchFileException e) {
                Files.deleteIfExists(folder); // the same
            }
        }
    }

    Path file(UUID id) {
        return folder.resolve(id.toString());
    }

    private static void removeIfDead(Path folder) throws IOException {
        try (FileChannel lockFile = lockFile(folder);
                FileLock lock = tryLock(lockFile)) {
            if (lock == null) {
                return;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            return; // another process was faster
        }
        Files.deleteIfExists(folder);
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process itself
        }
    }

    private static FileChannel lockFile(Path folder) throws IOException {
        return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Gives the lock up; the next process to open removes the folder. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
