package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.BlobReferences;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.blob.BlobWriter;
import dev.coffer.storage.object.ObjectId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs in segments, and metadata that names them, for tests. */
final class SmallBlobs implements BlobReferences {
    static final Region REGION = new Region("eu-west-1");
    static final int BLOCK = 1_000;
    static final SegmentLimits SMALL_SEGMENTS = new SegmentLimits(8 * 1024, 64 * 1024);

    private final Map<BlobName, byte[]> named = new ConcurrentHashMap<>();

    static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static BlobName put(BlobStore store, byte[] bytes) {
        try (BlobWriter writer =
                store.create(REGION, ObjectId.next(Instant.now()).value(), BLOCK, bytes.length)) {
            writer.write(ByteBuffer.wrap(bytes));
            return writer.commit();
        }
    }

    static byte[] get(BlobStore store, BlobName name) {
        try (BlobReader reader = store.open(name)) {
            ByteBuffer all = ByteBuffer.allocate((int) reader.length());
            reader.read(0, all);
            return all.array();
        }
    }

    static List<BlobName> all(BlobStore store) {
        List<BlobName> found = new ArrayList<>();
        store.forEachOlderThan(REGION, Instant.now().plusSeconds(60), found::add);
        return found;
    }

    /** Stores a blob and names it. */
    BlobName putNamed(BlobStore store, byte[] bytes) {
        BlobName name = put(store, bytes);
        named.put(name, bytes);
        return name;
    }

    /** As metadata does it: the name first, then the blob. */
    void delete(BlobStore store, BlobName name) {
        named.remove(name);
        store.delete(name);
    }

    Map<BlobName, byte[]> named() {
        return named;
    }

    @Override
    public Set<BlobName> named(Region region, Collection<BlobName> blobs) {
        Set<BlobName> found = new HashSet<>(blobs);
        found.retainAll(named.keySet());
        return found;
    }

    @Override
    public Set<BlobName> move(Region region, Map<BlobName, BlobLocation> moves) {
        Set<BlobName> moved = new HashSet<>();
        moves.forEach((name, location) -> {
            byte[] bytes = named.remove(name);
            if (bytes != null) {
                named.put(name.at(location), bytes);
                moved.add(name);
            }
        });
        return moved;
    }
}
