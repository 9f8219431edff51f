package dev.coffer.kms;

import dev.coffer.kms.audit.RecordRecovery;
import dev.coffer.kms.key.KeyRing;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KeyStore;
import dev.coffer.kms.quota.QuotaRows;
import dev.coffer.kms.quota.QuotaSharing;
import dev.coffer.kms.quota.Quotas;
import dev.coffer.platform.sql.Migrations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Starts KMS: its schema, then the root key and the image of every key, then what works in the background. */
@ApplicationScoped
public class KmsStart {
    private final Migrations migrations;
    private final KeyStore store;
    private final KeyRings rings;
    private final Quotas quotas;
    private final QuotaRows quotaRows;
    private final QuotaSharing sharing;
    private final KmsWatch watch;
    private final RecordRecovery recovery;

    KmsStart(
            Migrations migrations,
            KeyStore store,
            KeyRings rings,
            Quotas quotas,
            QuotaRows quotaRows,
            QuotaSharing sharing,
            KmsWatch watch,
            RecordRecovery recovery) {
        this.migrations = migrations;
        this.store = store;
        this.rings = rings;
        this.quotas = quotas;
        this.quotaRows = quotaRows;
        this.sharing = sharing;
        this.watch = watch;
        this.recovery = recovery;
    }

    void migrate(@Observes @Priority(10) StartupEvent event) {
        migrations.migrate("kms");
    }

    void load(@Observes @Priority(20) StartupEvent event) {
        for (KeyRing ring : rings.all()) {
            store.refresh(ring.region());
            quotas.set(quotaRows.read(ring.region()));
        }
    }

    void watch(@Observes @Priority(30) StartupEvent event) {
        sharing.start();
        watch.start();
        recovery.start();
    }

    void stop(@Observes ShutdownEvent event) {
        sharing.stop();
        watch.stop();
        recovery.stop();
        rings.close();
    }
}
