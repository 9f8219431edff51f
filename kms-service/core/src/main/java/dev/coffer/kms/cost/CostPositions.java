package dev.coffer.kms.cost;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets the cost meter read on from where its own tables stand: the offsets there were committed together with the sums, so
 * Kafka need not keep any. A partition never folded is read from its beginning.
 */
@ApplicationScoped
@Identifier("kms-cost-in")
public class CostPositions implements KafkaConsumerRebalanceListener {
    private final CostRows rows;

    CostPositions(CostRows rows) {
        this.rows = rows;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            rows.folded(partition.topic(), partition.partition()).ifPresent(offset -> consumer.seek(partition, offset));
        }
    }
}
