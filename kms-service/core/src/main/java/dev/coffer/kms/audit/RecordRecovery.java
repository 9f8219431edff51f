package dev.coffer.kms.audit;

import dev.coffer.aws.Region;
import dev.coffer.platform.metrics.Meters;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.platform.time.Repeating;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Sees to it that every pending record is in the log, at least once and mostly exactly once: removes the rows of those
 * that were appended with their call's answer, and appends what has been left by whoever died, or found the log away,
 * between a change's commit and its record. On a thread of its own, as a log that is away takes its time to say so.
 */
public final class RecordRecovery {
    /**
     * How old a record is that nobody will append any more: three times as long as the log is tried, so that no instance
     * that is merely slow is overtaken. One that is overtaken nevertheless appends a copy.
     */
    public static final Duration AGE = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(RecordRecovery.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<Region> regions;
    private final PendingRecordRows rows;
    private final AcknowledgedRecords acknowledged;
    private final AuditLog log;
    private final Duration age;
    private final Counter recovered = Meters.counter(
            "coffer.kms.records.recovered", "Records of changes that were appended to the log by recovery");
    private final Repeating turns = new Repeating("kms-record-recovery", PERIOD, this::turn, this::failed);
    private boolean away; // this and the next by the thread of the turns
    private boolean refused;

    /**
     * Not started.
     *
     * @param regions whose records
     * @param age see {@link #AGE}
     */
    public RecordRecovery(
            List<Region> regions,
            PendingRecordRows rows,
            AcknowledgedRecords acknowledged,
            AuditLog log,
            Duration age) {
        this.regions = List.copyOf(regions);
        this.rows = rows;
        this.acknowledged = acknowledged;
        this.log = log;
        this.age = age;
    }

    /** Begins. */
    public void start() {
        turns.start();
    }

    /** Ends, with the rows removed of what the log has by then. */
    public void stop() {
        turns.close(this::removeAcknowledged, PATIENCE);
    }

    void turn() {
        removeAcknowledged();
        for (Region region : rows.left(regions, age)) {
            int appended = rows.take(region, age, this::append);
            recovered.increment(appended);
            if (appended > 0) {
                LOG.infof("%s: %d records of changes were recovered", region, appended);
            }
        }
        away = false;
    }

    private void removeAcknowledged() {
        List<UUID> drained = acknowledged.drain();
        if (drained.isEmpty()) {
            return;
        }
        try {
            rows.remove(drained);
        } catch (DatabaseException e) {
            acknowledged.putBack(drained);
            throw e;
        }
    }

    private boolean append(PendingRecord pending) {
        try {
            log.append(new Region(pending.record().awsRegion()), pending.orderKey(), List.of(pending.record()));
            refused = false;
            return true;
        } catch (AuditLog.Unavailable e) {
            if (!refused) { // of what may be a long time, its beginning
                LOG.warnf(e, "%s of %s waits for the log", pending.record().eventName(), pending.orderKey());
            }
            refused = true;
            return false;
        }
    }

    private void failed(RuntimeException e) {
        if (!away) {
            LOG.warnf(e, "records of changes cannot be recovered now");
        }
        away = true;
    }
}
