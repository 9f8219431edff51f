package dev.coffer.storage.blob.segment;

import dev.coffer.storage.blob.device.Positioned;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Room kept for compaction, which needs some to give back more: a file that holds it. On a full disk it is opened, and until
 * it has been filled again no blob is taken, so that nobody else uses it up. Enough for what is wanted of one segment.
 */
final class Reserve {
    static final long BYTES = 48L << 20;
    private static final int PIECE_BYTES = 1 << 20;

    private final Path file;
    private volatile boolean open;

    /** @param root of the store, whose disk it is on */
    Reserve(Path root) {
        this.file = root.resolve("reserve");
    }

    /** Whether the room is given to compaction. */
    boolean isOpen() {
        return open;
    }

    /** Gives the room to compaction; false if there was none to give. */
    boolean open() throws IOException {
        boolean had = Files.exists(file) && Files.size(file) > 0;
        open |= had;
        Files.deleteIfExists(file);
        return had;
    }

    /** Fills it, if there is room for twice as much; whether it is full. */
    boolean fill() throws IOException {
        if (Files.exists(file) && Files.size(file) >= BYTES) {
            open = false;
            return true;
        }
        if (Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace() < 2 * BYTES) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!Preallocation.extend(file, BYTES)) {
                ByteBuffer zeros = ByteBuffer.allocate(PIECE_BYTES);
                for (long at = 0; at < BYTES; at += PIECE_BYTES) {
                    Positioned.write(channel, zeros.clear(), at);
                }
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        open = false;
        return true;
    }
}
