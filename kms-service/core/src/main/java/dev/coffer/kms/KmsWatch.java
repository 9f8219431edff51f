package dev.coffer.kms;

import dev.coffer.aws.Region;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.kms.audit.AuditLog;
import dev.coffer.kms.audit.ServiceRecords;
import dev.coffer.kms.key.KeyCalendar;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KeyStore;
import dev.coffer.kms.key.KmsKey;
import dev.coffer.kms.quota.QuotaRows;
import dev.coffer.kms.quota.Quotas;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.time.CofferClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Follows what other instances change, in less than a second: asks for the regions' revisions a few times a second (one
 * indexed read of as many rows as there are regions, which costs less than a connection kept for LISTEN), loads what is
 * newer, and does what is due by the clock. While the database is away the image stays as it is.
 */
@ApplicationScoped
public class KmsWatch {
    private static final Logger LOG = Logger.getLogger(KmsWatch.class);
    private static final long PERIOD_MS = 300;
    private static final int CALENDAR_EVERY = 3;

    private final List<Region> regions;
    private final Database database;
    private final KeyRings rings;
    private final KeyStore store;
    private final Quotas quotas;
    private final QuotaRows quotaRows;
    private final AuditLog log;
    private final KeyCalendar calendar;
    private final Map<Region, Long> quotaRevisions = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    KmsWatch(
            ServedRegions served,
            Database database,
            KeyRings rings,
            KeyStore store,
            Quotas quotas,
            QuotaRows quotaRows,
            AuditLog log,
            CofferClock clock) {
        this.regions = served.all();
        this.database = database;
        this.rings = rings;
        this.store = store;
        this.quotas = quotas;
        this.quotaRows = quotaRows;
        this.log = log;
        this.calendar = new KeyCalendar(
                rings,
                store,
                clock::now,
                key -> record(ServiceRecords.deleted(key, clock.real()), key),
                key -> record(ServiceRecords.rotated(key, clock.real()), key));
    }

    private record Revisions(Region region, long keys, long quotas) {}

    void start() {
        Thread.ofVirtual().name("kms-watch").start(this::run);
    }

    void stop() {
        stopped.countDown();
        try {
            ended.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean away = false;
        try {
            for (int turn = 0; !stopped.await(PERIOD_MS, TimeUnit.MILLISECONDS); turn++) {
                try {
                    follow();
                    if (turn % CALENDAR_EVERY == 0) {
                        calendar.run();
                    }
                    away = false;
                } catch (RuntimeException e) {
                    if (!away) {
                        LOG.warnf(e, "KMS cannot follow changes of other instances now");
                    }
                    away = true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
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

    private void record(AuditRecord record, KmsKey key) {
        try {
            log.append(key.id().region(), key.arn(), List.of(record));
        } catch (AuditLog.Unavailable e) {
            LOG.errorf(e, "%s of %s could not be recorded", record.eventName(), key.arn());
        }
    }

    private String[] names() {
        return regions.stream().map(Region::id).toArray(String[]::new);
    }
}
