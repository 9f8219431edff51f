package dev.coffer.audit.trail;

import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.platform.sql.Migrations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Brings the schema {@code audit} up to date at start, makes the partitions of the days to come ahead of them, and forgets
 * the days that are older than the trail is kept.
 */
@ApplicationScoped
public class TrailSchema {
    private static final Logger LOG = Logger.getLogger(TrailSchema.class);
    private static final int DAYS_AHEAD = 2;
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(6);

    private final Migrations migrations;
    private final TrailRecords trail;
    private final int keepDays;
    private final Thread ahead = Thread.ofVirtual().name("audit-partitions").unstarted(this::stayAhead);

    TrailSchema(
            Migrations migrations,
            Database database,
            @ConfigProperty(name = "coffer.audit.keep-days", defaultValue = "90") int keepDays) {
        this.migrations = migrations;
        this.keepDays = keepDays;
        this.trail = new TrailRecords(database);
    }

    void migrate(@Observes @Priority(10) StartupEvent event) {
        migrations.migrate("audit");
    }

    void startPartitions(@Observes @Priority(30) StartupEvent event) {
        ahead.start();
    }

    void stop(@Observes ShutdownEvent event) {
        ahead.interrupt();
    }

    private void stayAhead() {
        try {
            while (true) {
                LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
                makePartitions(today);
                forget(today);
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends
        }
    }

    private void forget(LocalDate today) {
        try {
            int days = trail.dropBefore(today.minusDays(keepDays));
            if (days > 0) {
                LOG.infof("the trail forgot %d days that are older than %d days", days, keepDays);
            }
        } catch (DatabaseException e) {
            LOG.warnf("old days of the trail cannot be dropped now: %s", e.getMessage());
        }
    }

    private void makePartitions(LocalDate today) {
        try {
            for (int day = 0; day <= DAYS_AHEAD; day++) {
                trail.ensureDay(today.plusDays(day));
            }
        } catch (DatabaseException e) {
            LOG.warnf("partitions of the coming days cannot be made now, only on demand: %s", e.getMessage());
        }
    }
}
