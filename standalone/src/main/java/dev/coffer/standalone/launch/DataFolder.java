package dev.coffer.standalone.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of all state. While a standalone runs on it, this JVM holds an operating-system lock on {@code lock}, which
 * dies with the process, however it dies. {@code format} names the version of the layout:
 *
 * <pre>
 * format            "1"
 * lock              held while in use
 * secrets/          root keys and credentials, mode 700
 * blobs/REGION/     object bytes
 * postgres/         the database, its password and log
 * kafka/            the broker's log
 * run/              instance.json and banner.txt of the running instance
 * </pre>
 */
final class DataFolder implements AutoCloseable {
    private static final String FORMAT = "1";

    private final Path root;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DataFolder(Path root, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Takes the folder, making it where it is not there.
     *
     * @throws StartRefusedException if it is in use, of another format, or something else lives there
     */
    static DataFolder open(Path root) {
        try {
            makePrivate(root);
            FileChannel lockFile =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(lockFile);
            if (lock == null) {
                lockFile.close();
                throw new StartRefusedException("the data folder " + root + " is in use by another instance"
                        + " (./coffer status shows it; choose another with --data)");
            }
            checkFormat(root);
            makePrivate(root.resolve("secrets"));
            makePrivate(root.resolve("run"));
            DataFolder folder = new DataFolder(root, lockFile, lock);
            folder.clearRun();
            return folder;
        } catch (IOException e) {
            throw new StartRefusedException("cannot use the data folder " + root + ": " + e);
        }
    }

    Path root() {
        return root;
    }

    /** Where the running instance describes itself. */
    Path run() {
        return root.resolve("run");
    }

    @Override
    public void close() {
        try {
            clearRun();
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            System.err.println("coffer: cannot release " + root + ": " + e.getMessage());
        }
    }

    private void clearRun() throws IOException {
        Files.deleteIfExists(run().resolve("instance.json"));
        Files.deleteIfExists(run().resolve("banner.txt"));
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void checkFormat(Path root) throws IOException {
        Path file = root.resolve("format");
        if (Files.exists(file)) {
            String format = Files.readString(file).strip();
            if (!format.equals(FORMAT)) {
                throw new StartRefusedException(
                        "the data folder " + root + " has format " + format + ", this version reads format " + FORMAT
                                + "; use the version that wrote it, or another --data");
            }
            return;
        }
        if (Files.exists(root.resolve("postgres")) || Files.exists(root.resolve("kafka"))) {
            throw new StartRefusedException(
                    "the data folder " + root + " has lost its file 'format'; restore it, or use another --data");
        }
        Files.writeString(file, FORMAT + "\n");
    }

    private static void makePrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
