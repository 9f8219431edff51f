package dev.coffer.embedded.kafka;

import dev.coffer.embedded.EngineException;
import dev.coffer.embedded.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A single-node Kafka in KRaft mode, broker and controller in this JVM, its log in one folder, on loopback. Records
 * survive a killed process by the page cache; like Kafka everywhere, it leaves syncing to the operating system. The
 * session settings make a restart after
 * {@code kill -9} take seconds instead of a minute.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker. It takes records shortly after this returns.
     *
     * @param folder its log and metadata
     * @param port the loopback port for clients
     * @param partitions of topics that are made without saying how many
     */
    public static EmbeddedKafka start(Path folder, int port, int partitions) {
        return start(folder, port, partitions, Map.of());
    }

    /**
     * Starts the broker with settings of Kafka's that win over our own: other listeners, who may do what.
     *
     * @param port the loopback port for clients, also where {@code more} says what listens
     */
    public static EmbeddedKafka start(Path folder, int port, int partitions, Map<String, String> more) {
        try {
            Files.createDirectories(folder);
            int controllerPort = FreePort.find();
            Map<String, Object> settings = settings(folder, port, controllerPort, partitions);
            settings.putAll(more);
            KafkaConfig config = new KafkaConfig(settings);
            format(folder);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, port);
        } catch (EngineException e) {
            throw e;
        } catch (Exception e) {
            throw new EngineException("cannot start Kafka in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** For clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Map<String, Object> settings(Path folder, int port, int controllerPort, int partitions) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", folder.toString());
        settings.put("num.partitions", Integer.toString(partitions));
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("auto.create.topics.enable", "false");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        settings.put("log.retention.hours", "168");
        settings.put("log.segment.bytes", Integer.toString(64 << 20));
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        settings.put("num.recovery.threads.per.data.dir", "2");
        // Told of a clean end, the controller takes the broker's next start at once instead of after its session's end.
        settings.put("controlled.shutdown.enable", "true");
        return settings;
    }

    private static void format(Path folder) throws Exception {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        Path bootstrap = folder.resolve("bootstrap.checkpoint");
        Files.deleteIfExists(bootstrap); // a kill between the two files leaves a half-formatted folder
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId(folder))
                .setNodeId(1)
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .run();
    }

    private static String clusterId(Path folder) throws IOException {
        Path file = folder.resolve("cluster-id");
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }
}
