package dev.coffer.gateway.directory;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.platform.time.CofferClock;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Which regions an operator has stopped: the public port answers 503 for them, and no process stops. Kept in the database;
 * other instances follow within a second. While the database can't be asked, what was known last holds.
 */
@ApplicationScoped
public class RegionStates {
    private static final Logger LOG = Logger.getLogger(RegionStates.class);
    private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Database database;
    private final CofferClock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Seen seen = new Seen(Set.of(), System.nanoTime() - MAX_AGE_NANOS);

    private record Seen(Set<Region> stopped, long atNanos) {
        boolean isOld() {
            return System.nanoTime() - atNanos >= MAX_AGE_NANOS;
        }
    }

    RegionStates(Database database, CofferClock clock) {
        this.database = database;
        this.clock = clock;
    }

    void start(@Observes @Priority(20) StartupEvent event) {
        refresh();
    }

    /** Whether the region is stopped. One caller at a time asks the database, the others go on with what is known. */
    public boolean isStopped(Region region) {
        if (seen.isOld() && asking.tryLock()) {
            try {
                if (seen.isOld()) {
                    refresh();
                }
            } catch (DatabaseException e) {
                LOG.warnf("cannot ask which regions are stopped: %s", e.getMessage());
            } finally {
                asking.unlock();
            }
        }
        return seen.stopped.contains(region);
    }

    /** Stops the region, or starts it again. */
    public void set(Region region, boolean stopped) {
        if (stopped) {
            database.statements()
                    .update(
                            "insert into gateway.stopped_region (region, stopped_at) values ($1, $2)"
                                    + " on conflict (region) do nothing",
                            region.id(),
                            clock.real().atOffset(ZoneOffset.UTC));
        } else {
            database.statements().update("delete from gateway.stopped_region where region = $1", region.id());
        }
        asking.lock();
        try {
            refresh();
        } finally {
            asking.unlock();
        }
    }

    private void refresh() {
        long before = System.nanoTime();
        seen = new Seen(
                database
                        .statements()
                        .query("select region from gateway.stopped_region", row -> new Region(row.getString(0)))
                        .stream()
                        .collect(Collectors.toUnmodifiableSet()),
                before);
    }
}
