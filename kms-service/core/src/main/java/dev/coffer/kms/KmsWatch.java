package dev.coffer.kms;

import dev.coffer.aws.Region;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.kms.audit.AcknowledgedRecords;
import dev.coffer.kms.audit.AuditLog;
import dev.coffer.kms.audit.PendingRecord;
import dev.coffer.kms.key.KeyCalendar;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KeyStore;
import dev.coffer.kms.quota.QuotaRows;
import dev.coffer.kms.quota.Quotas;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.platform.time.Repeating;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Follows what other instances change, in less than a second: asks for the regions' revisions a few times a second (one
 * indexed read of as many rows as there are regions, which costs less than a connection kept for LISTEN), loads what is
 * newer, and does what is due by the clock. While the database is away the image stays as it is.
 */
@ApplicationScoped
public class KmsWatch {
    private static final Logger LOG = Logger.getLogger(KmsWatch.class);
    private static final Duration PERIOD = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CALENDAR_EVERY = 3;

    private final List<Region> regions;
    private final Database database;
    private final KeyRings rings;
    private final KeyStore store;
    private final Quotas quotas;
    private final QuotaRows quotaRows;
    private final AuditLog log;
    private final AcknowledgedRecords acknowledged;
    private final KeyCalendar calendar;
    private final Map<Region, Long> quotaRevisions = new HashMap<>();
    private final Repeating turns = new Repeating("kms-watch", PERIOD, this::turn, this::failed);
    private int turn; // this and the next by the thread of the turns
    private boolean away;

    KmsWatch(
            ServedRegions served,
            Database database,
            KeyRings rings,
            KeyStore store,
            Quotas quotas,
            QuotaRows quotaRows,
            AuditLog log,
            AcknowledgedRecords acknowledged,
            CofferClock clock) {
        this.regions = served.all();
        this.database = database;
        this.rings = rings;
        this.store = store;
        this.quotas = quotas;
        this.quotaRows = quotaRows;
        this.log = log;
        this.acknowledged = acknowledged;
        this.calendar = new KeyCalendar(rings, store, clock::now, clock::real, this::record);
    }

    private record Revisions(Region region, long keys, long quotas) {}

    void start() {
        turns.start();
    }

    void stop() {
        turns.close(() -> {}, PATIENCE);
    }

    private void turn() {
        boolean calendarToo = turn++ % CALENDAR_EVERY == 0;
        follow();
        if (calendarToo) {
            calendar.run();
        }
        away = false;
    }

    private void failed(RuntimeException e) {
        if (!away) {
            LOG.warnf(e, "KMS cannot follow changes of other instances now");
        }
        away = true;
    }

    private void follow() {
        List<Revisions> revisions = database.statements()
                .query(
                        "select region, revision, quota_revision from kms.region_state where region = any($1)",
                        row -> new Revisions(new Region(row.getString(0)), row.getLong(1), row.getLong(2)),
                        (Object) names());
        for (Revisions now : revisions) {
            if (rings.of(now.region()).revision() < now.keys()) {
                store.refresh(now.region());
            }
            if (quotaRevisions.getOrDefault(now.region(), -1L) != now.quotas()) {
                quotas.set(quotaRows.read(now.region()));
                quotaRevisions.put(now.region(), now.quotas());
            }
        }
    }

    private void record(PendingRecord done) {
        List<AuditRecord> records = List.of(done.record());
        try {
            log.append(new Region(done.record().awsRegion()), done.orderKey(), records);
        } catch (AuditLog.Unavailable e) {
            LOG.warnf(e, "%s of %s is recorded later", done.record().eventName(), done.orderKey());
            return;
        }
        acknowledged.add(records);
    }

    private String[] names() {
        return regions.stream().map(Region::id).toArray(String[]::new);
    }
}
