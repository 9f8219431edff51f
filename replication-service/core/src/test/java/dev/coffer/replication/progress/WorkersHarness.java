package dev.coffer.replication.progress;

import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.replication.TestEvents;
import dev.coffer.replication.TestStorage;
import dev.coffer.replication.api.ReplicationBacklog;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.ReadForReplication;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.WriteReplica;
import dev.coffer.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Processes on a real database, with a store in memory at both ends. */
abstract class WorkersHarness {
    static final Duration LEASE = Duration.ofSeconds(10);
    static final Duration SOON = Duration.ofSeconds(30);

    final TestStorage storage = new TestStorage();
    final List<AutoCloseable> processes = new ArrayList<>();

    @BeforeEach
    void emptyTables() {
        TestDatabase.shared().migrate("replication");
        storage.bucket("reports", TestEvents.IRELAND);
        storage.bucket("copies", TestEvents.VIRGINIA);
        storage.bucket("archive", TestEvents.IRELAND);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable process : processes) {
            process.close();
        }
    }

    ReplicationProcess started(String owner) {
        ReplicationProcess process = new ReplicationProcess(storage, owner, LEASE).start();
        processes.add(process);
        return process;
    }

    /** Stores a version {@code vSEQUENCER} in {@code reports} and tells of it. */
    ObjectEvent event(String key, int sequencer, String... destinations) {
        storage.put("reports", key, "v" + sequencer, sequencer, "content " + sequencer);
        return TestEvents.created("reports", key, "v" + sequencer, sequencer, destinations);
    }

    static boolean isAbout(S3Operation<?> operation, String key) {
        return switch (operation) {
            case ReadForReplication read -> read.key().equals(new ObjectKey(key));
            case WriteReplica write -> write.key().equals(new ObjectKey(key));
            default -> false;
        };
    }

    static ReplicationBacklog.Result backlog() {
        return new TaskSweeps(TestDatabase.shared().database()).backlog(Optional.empty(), Instant.now());
    }
}
