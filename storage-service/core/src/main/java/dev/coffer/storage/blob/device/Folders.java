package dev.coffer.storage.blob.device;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Folders whose own names are durable, and syncs of folders that many writers share. */
public final class Folders {
    private final Path root;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();
    private final Map<Path, GroupSync> syncs = new ConcurrentHashMap<>();

    /** @param root a folder that is there */
    public Folders(Path root) {
        this.root = root;
        durable.add(root);
    }

    /** Makes {@code folder} and those above it up to the root, and syncs their names. */
    public void make(Path folder) throws IOException {
        if (durable.contains(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent == null || !folder.startsWith(root)) {
            throw new IllegalArgumentException(folder + " is not below " + root);
        }
        make(parent);
        Files.createDirectories(folder);
        force(parent);
        durable.add(folder);
    }

    /** Returns after a sync of {@code folder} that began after this call. */
    public void sync(Path folder) throws IOException {
        syncs.computeIfAbsent(folder, f -> new GroupSync(() -> force(f))).sync();
        if (syncs.size() > 64) {
            syncs.clear(); // they hold nothing that a new one would miss
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
