package dev.coffer.storage.blob.file;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.blob.BlobWriter;
import dev.coffer.storage.object.ObjectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Whole blobs, for tests. */
final class Blobs {
    static final Region REGION = new Region("eu-west-1");

    private Blobs() {}

    static BlobName name() {
        return new BlobName(REGION, ObjectId.next(Instant.now()).value());
    }

    static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static BlobName put(BlobStore store, byte[] bytes, int blockBytes) {
        return put(store, name(), bytes, blockBytes);
    }

    static BlobName put(BlobStore store, BlobName name, byte[] bytes, int blockBytes) {
        try (BlobWriter writer = store.create(name, blockBytes)) {
            writer.write(ByteBuffer.wrap(bytes));
            writer.commit();
        }
        return name;
    }

    static byte[] get(BlobStore store, BlobName name) {
        try (BlobReader reader = store.open(name)) {
            ByteBuffer all = ByteBuffer.allocate((int) reader.length());
            reader.read(0, all);
            return all.array();
        }
    }

    /** Every file below a folder except the locks of live processes. */
    static List<Path> files(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("lock"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
