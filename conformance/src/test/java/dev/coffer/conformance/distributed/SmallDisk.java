package dev.coffer.conformance.distributed;

import dev.coffer.conformance.support.Checkout;
import dev.coffer.conformance.support.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file system of its own, in memory and of a bounded size, so that it can really be full and nothing else is. */
public final class SmallDisk implements AutoCloseable {
    private static final int ROUNDS = 5;

    private final Path folder;
    private final Path filling;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filling = folder.resolve("filling");
    }

    /** Mounts one on a folder, which is made; nothing where this process may not mount. */
    static Optional<SmallDisk> mount(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        return run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m,mode=0700", "tmpfs", folder.toString())
                ? Optional.of(new SmallDisk(folder))
                : Optional.empty();
    }

    /**
     * Takes all the room that is left, to the last page, until {@link #free}, which waits for this; what is given back after
     * some rounds stays free.
     */
    public synchronized void fill() {
        try {
            Files.deleteIfExists(filling);
            Files.createFile(filling);
            long room = room();
            for (int round = 0; round < ROUNDS && room > 0; round++) {
                // Fails if somebody took some of it meanwhile: then there is less to take.
                run("fallocate", "--length", Long.toString(Files.size(filling) + room), filling.toString());
                room = room();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it back. */
    public synchronized void free() {
        try {
            Files.deleteIfExists(filling);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In bytes. */
    long room() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unmounts it, with whatever it holds, as soon as nobody uses it any more. */
    @Override
    public void close() {
        run("umount", "--lazy", folder.toString());
    }

    private static boolean run(String... command) {
        return Launcher.run(Map.of(), List.of(command), Checkout.root()).exitCode() == 0;
    }
}
