package dev.coffer.testing.engines;

import dev.coffer.embedded.FreePort;
import dev.coffer.embedded.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.testcontainers.kafka.KafkaContainer;

/** A Kafka of one node that makes no topic unasked. */
public sealed interface KafkaBroker extends AutoCloseable {
    /** {@code host:port}. */
    String bootstrapServers();

    @Override
    void close();

    /**
     * Starts one.
     *
     * @param folder makes the folder of an embedded broker
     */
    static KafkaBroker start(Engines engines, Supplier<Path> folder) {
        return switch (engines) {
            case Engines.Embedded _ -> new InProcess(EmbeddedKafka.start(folder.get(), FreePort.find(), 1));
            case Engines.Containers _ -> new InContainer(container());
        };
    }

    // What the embedded broker has too: short sessions, so that tests that kill a consumer needn't wait for minutes.
    private static KafkaContainer container() {
        KafkaContainer container = new KafkaContainer(Images.KAFKA)
                .withEnv(Map.of(
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
                        "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000",
                        "KAFKA_NUM_PARTITIONS", "1",
                        "KAFKA_HEAP_OPTS", "-Xms128m -Xmx384m"));
        container.start();
        return container;
    }

    /** Threads of this JVM. */
    record InProcess(EmbeddedKafka broker) implements KafkaBroker {
        @Override
        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    /** A container of this JVM. */
    record InContainer(KafkaContainer container) implements KafkaBroker {
        @Override
        public String bootstrapServers() {
            return container.getBootstrapServers();
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}
