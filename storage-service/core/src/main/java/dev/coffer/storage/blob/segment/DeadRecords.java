package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.device.DeviceFaults;
import dev.coffer.storage.fault.FaultPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * Which records of a segment are deleted: hints that tell compaction where dead space is. They are never synced, and a lost
 * one only delays, as orphan collection finds the record again; nothing is removed because of them alone. A segment's hints
 * are a file beside it, eight bytes for a record: the low 35 bits are those of {@link BlobLocation#packed()}, the others
 * the upper bits of the CRC32C of these and of the segment's number.
 */
final class DeadRecords {
    private static final int PLACE_BITS = 35;
    private static final long PLACE = (1L << PLACE_BITS) - 1;
    private static final int CHECK_SHIFT = 3;
    /** What is kept in memory on a full disk; the rest is left to orphan collection. */
    private static final int MOST_UNWRITTEN = 100_000;

    private final SegmentPaths paths;
    private final FaultPoints faults;
    private final Map<SegmentId, Long> deadBytes = new ConcurrentHashMap<>();
    private final Map<SegmentId, Map<Integer, Integer>> unwritten = new ConcurrentHashMap<>();
    private final AtomicInteger unwrittenCount = new AtomicInteger();

    DeadRecords(SegmentPaths paths, FaultPoints faults) {
        this.paths = paths;
        this.faults = faults;
    }

    /** Notes that a record is deleted. On a full disk in memory only: deleting is what makes room. */
    void add(SegmentId id, BlobLocation location) throws IOException {
        try {
            append(id, location);
        } catch (IOException e) {
            if (!DeviceFaults.saysNoRoom(e) || unwrittenCount.incrementAndGet() > MOST_UNWRITTEN) {
                throw e;
            }
            unwritten.computeIfAbsent(id, none -> new ConcurrentHashMap<>()).put(location.offset(), location.bytes());
        }
        deadBytes.merge(id, (long) location.bytes(), Long::sum);
    }

    private void append(SegmentId id, BlobLocation location) throws IOException {
        faults.reach(FaultPoint.BLOB_DELETE);
        ByteBuffer entry = ByteBuffer.allocate(Long.BYTES).putLong(0, entry(location));
        try (FileChannel channel = FileChannel.open(
                paths.dead(id), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long torn = channel.size() % Long.BYTES;
            if (torn != 0) {
                channel.write(ByteBuffer.allocate((int) (Long.BYTES - torn)));
            }
            channel.write(entry);
        }
    }

    /** The offsets of the records deleted, with their bytes. */
    Map<Integer, Integer> of(SegmentId id) throws IOException {
        Map<Integer, Integer> dead = new HashMap<>(unwritten.getOrDefault(id, Map.of()));
        ByteBuffer entries;
        try {
            entries = ByteBuffer.wrap(Files.readAllBytes(paths.dead(id)));
        } catch (NoSuchFileException e) {
            return dead;
        }
        while (entries.remaining() >= Long.BYTES) {
            long entry = entries.getLong();
            long place = entry & PLACE;
            long packed = ((long) id.number() << PLACE_BITS) | place;
            if (place != 0 && (entry >>> PLACE_BITS) == check(packed)) {
                BlobLocation location = BlobLocation.unpacked(packed);
                dead.put(location.offset(), location.bytes());
            }
        }
        return dead;
    }

    /** About how many bytes of each segment are dead: of those where any was deleted since {@link #load}. */
    Map<SegmentId, Long> bytes(Region region) {
        Map<SegmentId, Long> found = new HashMap<>();
        deadBytes.forEach((id, bytes) -> {
            if (id.region().equals(region)) {
                found.put(id, bytes);
            }
        });
        return found;
    }

    /** Finds out what earlier processes noted. */
    void load(Region region) throws IOException {
        for (SegmentId id : paths.all(region)) {
            refresh(id);
        }
    }

    /** Counts a segment's dead bytes anew. */
    long refresh(SegmentId id) throws IOException {
        long bytes = of(id).values().stream().mapToLong(Integer::longValue).sum();
        if (bytes > 0) {
            deadBytes.put(id, bytes);
        } else {
            deadBytes.remove(id);
        }
        return bytes;
    }

    /** The segment is gone. */
    void forget(SegmentId id) throws IOException {
        deadBytes.remove(id);
        Map<Integer, Integer> forgotten = unwritten.remove(id);
        unwrittenCount.addAndGet(forgotten == null ? 0 : -forgotten.size());
        Files.deleteIfExists(paths.dead(id));
    }

    private static long entry(BlobLocation location) {
        return (check(location.packed()) << PLACE_BITS) | (location.packed() & PLACE);
    }

    private static long check(long packed) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, packed));
        return crc.getValue() >>> CHECK_SHIFT;
    }
}
