package dev.coffer.storage.cleanup;

import dev.coffer.aws.Region;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.platform.time.Repeating;
import dev.coffer.storage.Chores;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.multipart.Uploads;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Removes, now and then, what nobody needs any more: orphaned blobs, and completed uploads kept for being repeated. */
@ApplicationScoped
public class Cleanup {
    /**
     * How old a blob is before it may be an orphan: longer than any write takes to its metadata, and than clocks are apart. As
     * it is about age alone, several instances may collect at once.
     */
    static final Duration ORPHAN_AGE = BlobStore.LONGEST_WRITE.plusHours(1);
    /** How long completing an upload once more answers as the first time. */
    static final Duration REPEATABLE = Duration.ofHours(24);

    private static final Logger LOG = Logger.getLogger(Cleanup.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final ServedRegions regions;
    private final Orphans orphans;
    private final BlobStore blobs;
    private final Uploads uploads;
    private final CofferClock clock;
    private final Repeating turns;

    Cleanup(ServedRegions regions, Orphans orphans, BlobStore blobs, Uploads uploads, CofferClock clock) {
        this.regions = regions;
        this.orphans = orphans;
        this.blobs = blobs;
        this.uploads = uploads;
        this.clock = clock;
        this.turns = Chores.every(PAUSE, "storage-cleanup", this::clean);
    }

    void start(@Observes @Priority(30) StartupEvent event) {
        turns.start();
    }

    void stop(@Observes ShutdownEvent event) {
        turns.close();
    }

    /** One turn. */
    void clean() {
        uploads.forgetCompleted(clock.now().minus(REPEATABLE));
        regions.all().forEach(region -> clean(region, clock.real().minus(ORPHAN_AGE)));
    }

    private void clean(Region region, Instant limit) {
        int deleted = orphans.collect(region, limit);
        int unfinished = blobs.discardUnfinished(region, limit);
        if (deleted + unfinished > 0) {
            LOG.infof(
                    "COFFER-STORAGE-006 %d orphaned blobs of %s removed, and %d that were never finished",
                    deleted, region, unfinished);
        }
    }
}
