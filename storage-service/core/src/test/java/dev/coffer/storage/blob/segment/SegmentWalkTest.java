package dev.coffer.storage.blob.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment that is sealed, and so cut to its length, while somebody walks it. */
class SegmentWalkTest {
    private static final int ALLOCATED = 8 << 20;
    private static final int RECORDS = 40;
    private static final SegmentLimits ONE_SEGMENT = new SegmentLimits(16 << 10, 4 << 20);

    @TempDir
    Path folder;

    private SegmentId id;
    private Path file;
    private final List<BlobName> names = new ArrayList<>();

    @BeforeEach
    void fill() throws IOException {
        Random random = new Random(25);
        try (SegmentedBlobStore store =
                SegmentedBlobStore.open(folder, ONE_SEGMENT, FaultPoints.NONE, Bandwidth.unlimited())) {
            for (int i = 0; i < RECORDS; i++) {
                names.add(SmallBlobs.put(store, SmallBlobs.bytes(random, 10_000))); // several windows in all
            }
        }
        id = SegmentId.of(names.getFirst());
        file = new SegmentPaths(folder).file(id);
    }

    @Test
    void finds_every_record_when_the_file_is_cut_behind_the_last() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long sealed = channel.size();
            channel.write(ByteBuffer.allocate(1), ALLOCATED - 1);
            SegmentWalk walk = SegmentWalk.all(channel, id, Optional.empty());
            List<BlobName> found = new ArrayList<>();
            found.add(walk.next().orElseThrow().name(id.region()));
            channel.truncate(sealed);
            for (Optional<RecordHeader> next = walk.next(); next.isPresent(); next = walk.next()) {
                found.add(next.get().name(id.region()));
            }
            assertThat(found).isEqualTo(names);
            assertThat(SegmentWalk.seal(channel, id)).isPresent();
        }
    }
}
