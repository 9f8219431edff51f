package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.device.Folders;
import dev.coffer.storage.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Makes segments: a number that is free, the mark, the file, and both their names durable. */
final class SegmentFolder {
    private final SegmentPaths paths;
    private final Folders folders;
    private final FaultPoints faults;
    private final int maxBytes;
    private final LongAdder syncs = new LongAdder();
    private final Map<Region, Integer> next = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    SegmentFolder(SegmentPaths paths, Folders folders, FaultPoints faults, int maxBytes) {
        this.paths = paths;
        this.folders = folders;
        this.faults = faults;
        this.maxBytes = maxBytes;
    }

    OpenSegment create(Region region) throws IOException {
        lock.lock();
        try {
            folders.make(paths.marks(region));
            while (true) {
                Optional<OpenSegment> made = tryCreate(new SegmentId(region, nextNumber(region)));
                if (made.isPresent()) {
                    return made.get();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private int nextNumber(Region region) throws IOException {
        Integer known = next.get(region);
        int number = known != null ? known : paths.highest(region).orElse(0) + 1;
        if (number > BlobLocation.MAX_SEGMENT) {
            throw new IOException("the segments of " + region + " have used up their numbers");
        }
        next.put(region, number + 1);
        return number;
    }

    private Optional<OpenSegment> tryCreate(SegmentId id) throws IOException {
        faults.reach(FaultPoint.SEGMENT_CREATE);
        folders.make(paths.folder(id));
        Optional<OpenMark> mark = OpenMark.make(paths.mark(id));
        if (mark.isEmpty()) {
            return Optional.empty();
        }
        @Nullable OpenSegment segment = null;
        try {
            folders.sync(paths.marks(id.region()));
            Files.deleteIfExists(paths.dead(id));
            segment = OpenSegment.create(id, paths.file(id), mark.get(), maxBytes, syncs);
            folders.sync(paths.folder(id));
            return Optional.of(segment);
        } catch (FileAlreadyExistsException e) {
            mark.get().remove(); // another process's, and sealed
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            if (segment == null) {
                mark.get().remove();
            } else {
                segment.abandon();
            }
            throw e;
        }
    }

    FaultPoints faults() {
        return faults;
    }

    /** How many syncs of segments there were. */
    long syncs() {
        return syncs.sum();
    }
}
