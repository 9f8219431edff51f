package dev.coffer.storage.cleanup;

import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.platform.time.Repeating;
import dev.coffer.storage.Chores;
import dev.coffer.storage.blob.BlobStoreKind;
import dev.coffer.storage.blob.segment.Bandwidth;
import dev.coffer.storage.blob.segment.SegmentUpkeep;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps a blob store on local disks in shape: compaction every minute, a scrub of everything that is stored a few times a
 * day. A store elsewhere looks after itself.
 */
@ApplicationScoped
public class BlobUpkeep {
    private static final Logger LOG = Logger.getLogger(BlobUpkeep.class);
    private static final Duration COMPACTION = Duration.ofMinutes(1);
    private static final Duration SCRUB = Duration.ofHours(6);

    private final ServedRegions regions;
    private final Optional<SegmentUpkeep> segments;
    private final Bandwidth bandwidth;
    private final CofferClock clock;
    private final Repeating compaction;
    private final Repeating scrub;

    BlobUpkeep(
            ServedRegions regions,
            BlobStoreKind kind,
            Instance<SegmentUpkeep> segments,
            Bandwidth bandwidth,
            CofferClock clock) {
        this.regions = regions;
        this.segments = kind == BlobStoreKind.FILE ? Optional.of(segments.get()) : Optional.empty();
        this.bandwidth = bandwidth;
        this.clock = clock;
        this.compaction = Chores.every(COMPACTION, "storage-compaction", this::compact);
        this.scrub = Chores.every(SCRUB, "storage-scrub", this::scrub);
    }

    void start(@Observes @Priority(30) StartupEvent event) {
        if (segments.isPresent()) {
            compaction.start();
            scrub.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        bandwidth.close();
        compaction.close();
        scrub.close();
    }

    /** One turn of compaction. */
    void compact() {
        segments.ifPresent(this::compact);
    }

    private void compact(SegmentUpkeep segments) {
        long removed = segments.counts().removedSegments();
        regions.all().forEach(region -> segments.compact(region, clock.real().minus(Cleanup.ORPHAN_AGE)));
        long now = segments.counts().removedSegments();
        if (now > removed) {
            LOG.infof(
                    "COFFER-STORAGE-026 %d segments removed; %d blobs of %d bytes moved since the start",
                    now - removed,
                    segments.counts().movedBlobs(),
                    segments.counts().movedBytes());
        }
    }

    /** One scrub of all that is stored. */
    void scrub() {
        segments.ifPresent(this::scrub);
    }

    private void scrub(SegmentUpkeep segments) {
        regions.all().forEach(segments::scrub);
        LOG.infof(
                "COFFER-STORAGE-027 scrubbed: since the start %d bytes, %d blobs found damaged",
                segments.counts().scrubbedBytes(), segments.counts().corruptBlobs());
    }
}
