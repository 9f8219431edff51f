package dev.coffer.kms;

import dev.coffer.kms.audit.AcknowledgedRecords;
import dev.coffer.kms.audit.AuditLog;
import dev.coffer.kms.audit.PendingRecordRows;
import dev.coffer.kms.audit.RecordRecovery;
import dev.coffer.kms.cost.CostMeter;
import dev.coffer.kms.cost.CostRows;
import dev.coffer.kms.cost.Prices;
import dev.coffer.kms.crypto.RootKeys;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KeyRows;
import dev.coffer.kms.key.KeyStore;
import dev.coffer.kms.quota.InstanceRows;
import dev.coffer.kms.quota.QuotaAdministration;
import dev.coffer.kms.quota.QuotaRows;
import dev.coffer.kms.quota.QuotaSharing;
import dev.coffer.kms.quota.Quotas;
import dev.coffer.kms.quota.SharedBucketRows;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Entities;
import dev.coffer.platform.time.CofferClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts together that know nothing of injection. */
class KmsBeans {
    @Produces
    @Singleton
    KeyRings rings(ServedRegions regions) {
        return new KeyRings(regions.all());
    }

    @Produces
    @ApplicationScoped // made at first use: after the migrations, as it needs the root key
    KeyStore store(
            Entities entities,
            Database database,
            KeyRings rings,
            ServedRegions regions,
            @ConfigProperty(name = "coffer.kms.root-key") Optional<String> rootKey,
            @ConfigProperty(name = "coffer.data") Path data) {
        return new KeyRows(entities, rings, new RootKeys(database, regions.all(), rootKey, data).load());
    }

    @Produces
    @Singleton
    AcknowledgedRecords acknowledgedRecords() {
        return new AcknowledgedRecords();
    }

    @Produces
    @Singleton
    RecordRecovery recordRecovery(
            ServedRegions regions,
            Database database,
            AcknowledgedRecords acknowledged,
            AuditLog log,
            @ConfigProperty(name = "coffer.kms.pending-record-age") Optional<Duration> age) {
        return new RecordRecovery(
                regions.all(), new PendingRecordRows(database), acknowledged, log, age.orElse(RecordRecovery.AGE));
    }

    @Produces
    @Singleton
    Quotas quotas(ServedRegions regions) {
        return new Quotas(regions.all(), System::nanoTime);
    }

    @Produces
    @Singleton
    QuotaRows quotaRows(Database database) {
        return new QuotaRows(database);
    }

    @Produces
    @Singleton
    QuotaSharing quotaSharing(ServedRegions regions, Quotas quotas, Database database) {
        return new QuotaSharing(
                regions.all(),
                quotas,
                new InstanceRows(database, UUID.randomUUID().toString()),
                new SharedBucketRows(database));
    }

    @Produces
    @Singleton
    QuotaAdministration quotaAdministration(Quotas quotas, QuotaRows rows) {
        return new QuotaAdministration(quotas, rows);
    }

    @Produces
    @Singleton
    CostRows costRows(Database database) {
        return new CostRows(database);
    }

    @Produces
    @Singleton
    CostMeter costMeter(
            CostRows rows,
            KeyRings rings,
            CofferClock clock,
            @ConfigProperty(name = "coffer.kms.price.per-10000-requests", defaultValue = "0.03") BigDecimal requests,
            @ConfigProperty(name = "coffer.kms.price.key-month", defaultValue = "1") BigDecimal keyMonth) {
        return new CostMeter(rows, rings, new Prices(requests, keyMonth), clock);
    }
}
