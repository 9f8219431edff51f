package dev.coffer.kms.cost;

import dev.coffer.kms.cost.CostRows.Slice;
import dev.coffer.platform.sql.DatabaseException;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Folds the audit log into the cost meter: exactly once, as the sums are committed together with the position
 * ({@link CostPositions}) and {@link CostRows} skips what it has seen. A database that is away is waited for; a record that is none is skipped with a warning.
 */
@ApplicationScoped
public class CostConsumer {
    private static final Logger LOG = Logger.getLogger(CostConsumer.class);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final CostRows rows;
    private final CountDownLatch stopped = new CountDownLatch(1);

    CostConsumer(CostRows rows) {
        this.rows = rows;
    }

    @Incoming("kms-cost-in")
    @Blocking
    void fold(ConsumerRecords<String, String> batch) throws InterruptedException {
        List<Slice> slices = new ArrayList<>();
        for (TopicPartition partition : batch.partitions()) {
            slices.add(slice(partition, batch.records(partition)));
        }
        slices.sort((a, b) -> a.topic().equals(b.topic())
                ? Integer.compare(a.partition(), b.partition())
                : a.topic().compareTo(b.topic()));
        for (long pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
            try {
                rows.fold(slices);
                return;
            } catch (DatabaseException e) {
                if (stopped.getCount() == 0) {
                    return; // not folded, so it is read again at the next start
                }
                LOG.warnf("the cost meter waits for its database: %s", e.getMessage());
                if (stopped.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    private static Slice slice(TopicPartition partition, List<ConsumerRecord<String, String>> records) {
        NavigableMap<Long, MeteredCall> calls = new TreeMap<>();
        long next = 0;
        for (ConsumerRecord<String, String> record : records) {
            next = record.offset() + 1;
            try {
                MeteredCall.of(record.value()).ifPresent(call -> calls.put(record.offset(), call));
            } catch (IllegalArgumentException e) {
                LOG.warnf("%s at %d is no audit record: %s", partition, record.offset(), e.getMessage());
            }
        }
        return new Slice(partition.topic(), partition.partition(), calls, next);
    }
}
