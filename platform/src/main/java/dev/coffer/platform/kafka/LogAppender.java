package dev.coffer.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Appends records to topics, acknowledged by all in-sync replicas, those of one key in the order of the calls. For hot
 * paths: a record goes from the caller's thread into the producer's batch, without a hop, and only one request at a time
 * is under way to a broker. So a lone record is sent at once, and those that come meanwhile travel together in the next
 * request: under load batches grow by themselves, where more requests in flight would each carry a record or two.
 */
public final class LogAppender implements AutoCloseable {
    /** About a hundred records of one partition, so that what has gathered mostly fits into one request. */
    private static final int BATCH_BYTES = 128 * 1024;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<String, String> producer;

    private LogAppender(Producer<String, String> producer) {
        this.producer = producer;
    }

    /**
     * An appender of its own connections. The receiver closes it.
     *
     * @param deliveryTimeout how long a record is tried; its future ends by then
     */
    public static LogAppender open(KafkaConnection connection, String clientId, Duration deliveryTimeout) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("client.id", clientId);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 0);
        settings.put("batch.size", BATCH_BYTES);
        settings.put("max.in.flight.requests.per.connection", 1);
        settings.put("max.block.ms", deliveryTimeout.toMillis());
        settings.put("request.timeout.ms", Math.toIntExact(Math.min(30_000, deliveryTimeout.toMillis() / 2)));
        settings.put("delivery.timeout.ms", Math.toIntExact(deliveryTimeout.toMillis()));
        return new LogAppender(
                new KafkaProducer<>(connection.settings(settings), new StringSerializer(), new StringSerializer()));
    }

    /**
     * Hands a record over; blocks only while the producer's buffer is full or it does not know the topic yet. The future
     * completes when the log has the record, or with why it has not; it may have it nevertheless.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same
    public CompletableFuture<Void> append(ProducerRecord<String, String> entry) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            producer.send(entry, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) { // interrupted; closed
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    /** What has not been acknowledged within five seconds fails. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
