package dev.coffer.storage;

import dev.coffer.platform.sql.Migrations;
import dev.coffer.platform.time.Repeating;
import dev.coffer.storage.encryption.SseS3Keys;
import dev.coffer.storage.encryption.bucketkey.BucketKeys;
import dev.coffer.storage.outbox.OutboxDepth;
import dev.coffer.storage.outbox.OutboxRelay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Brings the schema up to date, then starts what runs in the background, and ends it again. */
@ApplicationScoped
public class StorageStart {
    private final Migrations migrations;
    private final SseS3Keys sseS3;
    private final OutboxRelay relay;
    private final OutboxDepth depth;
    private final Repeating sweeper;

    StorageStart(Migrations migrations, SseS3Keys sseS3, OutboxRelay relay, OutboxDepth depth, BucketKeys bucketKeys) {
        this.migrations = migrations;
        this.sseS3 = sseS3;
        this.relay = relay;
        this.depth = depth;
        this.sweeper = Chores.every(Duration.ofSeconds(1), "storage-bucket-key-sweeper", bucketKeys::sweep);
    }

    void migrate(@Observes @Priority(10) StartupEvent event) {
        migrations.migrate("storage");
    }

    void verify(@Observes @Priority(20) StartupEvent event) {
        sseS3.verify();
    }

    void work(@Observes @Priority(30) StartupEvent event) {
        relay.start();
        depth.start();
        sweeper.start();
    }

    void stop(@Observes ShutdownEvent event) {
        sweeper.close();
        depth.close();
        relay.close();
    }
}
