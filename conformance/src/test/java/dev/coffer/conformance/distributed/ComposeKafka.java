package dev.coffer.conformance.distributed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.coffer.conformance.support.Checkout;
import dev.coffer.embedded.FreePort;
import dev.coffer.embedded.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The broker of {@code docker-compose.yml}, with the settings that stand there, in this JVM and on loopback: what may and
 * must not be done is tested with the same words that a deployment runs with.
 */
record ComposeKafka(EmbeddedKafka broker, int clientsPort, int brokersPort) implements AutoCloseable {
    /** Of the machine and the image, not of the broker. */
    private static final Set<String> LEFT_OUT = Set.of("KAFKA_LOG_DIRS", "KAFKA_HEAP_OPTS");

    /**
     * Starts it.
     *
     * @param secrets the folder that TrustSetup has made
     * @param data a folder of its own
     */
    static ComposeKafka start(Path secrets, Path data) throws IOException {
        int clients = FreePort.find();
        int brokers = FreePort.find();
        int controllers = FreePort.find();
        Map<String, String> settings = settings(secrets.resolve("kafka"));
        String here = "CLIENTS://127.0.0.1:" + clients + ",BROKERS://127.0.0.1:" + brokers;
        settings.put("listeners", here + ",CONTROLLER://127.0.0.1:" + controllers);
        settings.put("advertised.listeners", here);
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllers);
        return new ComposeKafka(EmbeddedKafka.start(data, clients, 1, settings), clients, brokers);
    }

    private static Map<String, String> settings(Path secrets) throws IOException {
        JsonNode environment = new YAMLMapper()
                .readTree(Checkout.root().resolve("docker-compose.yml").toFile())
                .at("/services/kafka/environment");
        Map<String, String> settings = new HashMap<>();
        environment.properties().forEach(e -> {
            if (!LEFT_OUT.contains(e.getKey())) {
                settings.put(
                        property(e.getKey()),
                        e.getValue().asText().replace("$$", "$").replace("/trust/", secrets + "/"));
            }
        });
        return settings;
    }

    /** As the image of Kafka makes a setting's name of a variable's. */
    private static String property(String variable) {
        return variable.substring("KAFKA_".length())
                .toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace('_', '.');
    }

    /** For everybody who has a SCRAM password. */
    String bootstrapServers() {
        return "127.0.0.1:" + clientsPort;
    }

    /** For the broker itself and the one that sets it up. */
    String brokersListener() {
        return "127.0.0.1:" + brokersPort;
    }

    @Override
    public void close() {
        broker.close();
    }
}
