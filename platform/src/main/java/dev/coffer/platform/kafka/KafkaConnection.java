package dev.coffer.platform.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How this process reaches Kafka, for clients that are no channels: where it is, and whatever {@code kafka.*} says. */
@ApplicationScoped
public class KafkaConnection {
    private final Map<String, Object> settings;

    /**
     * A connection as the configuration has it.
     *
     * @param common settings of every client, without {@code kafka.} before their names
     */
    public KafkaConnection(
            @Identifier("default-kafka-broker") Map<String, Object> common,
            @ConfigProperty(name = "mp.messaging.connector.smallrye-kafka.bootstrap.servers") String bootstrapServers) {
        Map<String, Object> all = new HashMap<>(common);
        all.put("bootstrap.servers", bootstrapServers);
        this.settings = Map.copyOf(all);
    }

    /** {@code host:port}, several with commas between them. */
    public String bootstrapServers() {
        return settings.get("bootstrap.servers").toString();
    }

    /** The settings of a client: the common ones, and {@code own}, which win. */
    public Map<String, Object> settings(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(own);
        return all;
    }
}
