package dev.coffer.audit.ingest;

import dev.coffer.audit.fault.FaultPoint;
import dev.coffer.audit.trail.RecordReader;
import dev.coffer.audit.trail.TrailRecord;
import dev.coffer.audit.trail.TrailRecords;
import dev.coffer.audit.trail.UnreadableRecordException;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.kafka.DeadLetters;
import dev.coffer.platform.kafka.Delivery;
import dev.coffer.platform.kafka.TracedBatch;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.platform.time.Backoff;
import dev.coffer.platform.trace.SpanName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Stores batches, at least once as the log delivers them and exactly once as the trail shows them. {@link #store}
 * returns only when every delivery of the batch is in the trail or among the dead letters; what cannot be stored now
 * (the database is away) is tried until it can be, what can never be stored holds up nothing.
 */
public final class Ingestion {
    private static final Logger LOG = Logger.getLogger(Ingestion.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

    private final IngestMeters meters = new IngestMeters();
    private final TrailRecords trail;
    private final DeadLetters deadLetters;
    private final FaultPoints faults;

    /**
     * @param trail the rows
     * @param deadLetters for what can never be a row
     */
    public Ingestion(TrailRecords trail, DeadLetters deadLetters, FaultPoints faults) {
        this.trail = trail;
        this.deadLetters = deadLetters;
        this.faults = faults;
    }

    /** A delivery that could be read. */
    private record Read(Delivery delivery, TrailRecord record) {}

    /**
     * Stores a batch.
     *
     * @throws InterruptedException if the process is ending; nothing of the batch counts as stored then
     */
    public void store(List<Delivery> batch) throws InterruptedException {
        try (var _ = TracedBatch.begin(SpanName.AUDIT_INGEST, batch)) {
            storeAll(batch);
        }
    }

    private void storeAll(List<Delivery> batch) throws InterruptedException {
        List<Read> readable = new ArrayList<>(batch.size());
        for (Delivery delivery : batch) {
            byte[] value = delivery.value();
            if (value == null) {
                bury(delivery, "no value");
                continue;
            }
            try {
                readable.add(new Read(delivery, RecordReader.read(value)));
            } catch (UnreadableRecordException e) {
                bury(delivery, String.valueOf(e.getMessage()));
            }
        }
        meters.begin(readable.stream().map(Read::record));
        faults.pass(FaultPoint.TRAIL_INSERT);
        insert(readable);
        meters.stored(readable.size());
        faults.pass(FaultPoint.OFFSET_COMMIT);
    }

    private void insert(List<Read> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        try {
            insertWhenPossible(batch);
        } catch (DatabaseException e) {
            if (batch.size() == 1) {
                bury(batch.getFirst().delivery(), "the database refuses it: " + e.getMessage());
            } else {
                int half = batch.size() / 2;
                insert(batch.subList(0, half));
                insert(batch.subList(half, batch.size()));
            }
        }
    }

    /** @throws DatabaseException if the database refuses the data itself */
    private void insertWhenPossible(List<Read> batch) throws InterruptedException {
        List<TrailRecord> records = batch.stream().map(Read::record).toList();
        for (int failures = 1; ; failures++) {
            try {
                trail.insert(records);
                return;
            } catch (DatabaseException e) {
                if (refusesData(e)) {
                    throw e;
                }
                LOG.warnf("the trail cannot be written now: %s", e.getMessage());
            }
            pause(failures);
        }
    }

    /** SQLSTATE classes 22 (data exception), 23 (integrity constraint), 54 (program limit exceeded). */
    private static boolean refusesData(DatabaseException e) {
        String state = e.sqlState();
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    private void bury(Delivery delivery, String reason) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                deadLetters.send(delivery, reason, 1);
                LOG.errorf("audit record %s goes to the dead letters: %s", delivery.position(), reason);
                return;
            } catch (RuntimeException e) {
                LOG.warnf(e, "the dead letters cannot be written now");
            }
            pause(failures);
        }
    }

    private static void pause(int failures) throws InterruptedException {
        Thread.sleep(BACKOFF.after(failures, ThreadLocalRandom.current()));
    }
}
