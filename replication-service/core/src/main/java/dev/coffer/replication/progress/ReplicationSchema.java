package dev.coffer.replication.progress;

import dev.coffer.platform.sql.Migrations;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Brings the schema {@code replication} up to date before anything reads it. */
@ApplicationScoped
class ReplicationSchema {
    private final Migrations migrations;

    ReplicationSchema(Migrations migrations) {
        this.migrations = migrations;
    }

    void migrate(@Observes @Priority(10) StartupEvent event) {
        migrations.migrate("replication");
    }
}
