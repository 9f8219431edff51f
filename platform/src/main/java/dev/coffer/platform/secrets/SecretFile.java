package dev.coffer.platform.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A small secret in a file that only its owner may read (mode 600, in a folder of mode 700). It is written whole or not
 * at all, and synced before it counts; one that others could read is refused, since it may have been read.
 */
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final int MAX_BYTES = 1 << 20;

    private final Path path;

    /** @param path where; its folder is made when the secret is written */
    public SecretFile(Path path) {
        this.path = path;
    }

    /**
     * The secret, if the file is there.
     *
     * @throws IllegalStateException if others may read or write it, or it is no secret's size
     */
    public Optional<byte[]> read() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                throw new IllegalStateException(path + " is a secret, but others may read or write it: chmod 600 it");
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new IllegalStateException(path + " is too long for a secret");
            }
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The secret; made by {@code fresh} where there is none. Of several processes that make it at once, one wins. */
    public byte[] readOrCreate(Supplier<byte[]> fresh) {
        Optional<byte[]> there = read();
        if (there.isPresent()) {
            return there.get();
        }
        try {
            Path temporary = writeTemporary(fresh.get());
            try {
                Files.createLink(path, temporary);
            } catch (FileAlreadyExistsException madeMeanwhile) {
                // the other one's counts, and is read below
            } finally {
                Files.delete(temporary);
            }
            syncFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read().orElseThrow(() -> new IllegalStateException(path + " vanished while it was made"));
    }

    /** Writes the secret, in place of an older one. */
    public void write(byte[] secret) {
        try {
            Files.move(
                    writeTemporary(secret), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path writeTemporary(byte[] secret) throws IOException {
        Path folder = folder();
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        Path temporary = Files.createTempFile(
                folder, "." + path.getFileName(), ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(secret);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return temporary;
    }

    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path folder() {
        return path.toAbsolutePath().getParent();
    }
}
