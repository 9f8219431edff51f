package dev.coffer.platform.kafka.access;

import dev.coffer.platform.kafka.TopicPlan;
import dev.coffer.platform.trust.Topology;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Makes Kafka's topics, users and rights as this version of the program wants them. Runs before the services at every start of
 * a deployment, and may be run at any time: what is right stays, and users and rights of others are left alone.
 */
public final class KafkaSetup {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Admin admin;
    private final Topology topology;
    private final TopicPlan topics;

    KafkaSetup(Admin admin, Topology topology, int partitions, short replicas) {
        this.admin = admin;
        this.topology = topology;
        this.topics = new TopicPlan(topology.regions(), partitions, replicas, TIMEOUT);
    }

    /**
     * Runs in an init container. The environment says where Kafka is ({@code KAFKA_BOOTSTRAP_SERVERS}), and how many
     * partitions and replicas topics have ({@code COFFER_KAFKA_PARTITIONS}, {@code COFFER_KAFKA_REPLICAS}), as services say
     * it.
     *
     * @param args the folder that TrustSetup has made for this program, and the regions
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("usage: KafkaSetup FOLDER REGION...");
            System.exit(2);
        }
        Path folder = Path.of(args[0]);
        Map<String, String> environment = System.getenv();
        Map<String, Object> settings = new HashMap<>(properties(folder.resolve("admin.properties")));
        settings.put("bootstrap.servers", environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"));
        settings.put("default.api.timeout.ms", Math.toIntExact(TIMEOUT.toMillis()));
        try (Admin admin = Admin.create(settings)) {
            new KafkaSetup(
                            admin,
                            Topology.of(List.of(args).subList(1, args.length)),
                            Integer.parseInt(environment.getOrDefault("COFFER_KAFKA_PARTITIONS", "4")),
                            Short.parseShort(environment.getOrDefault("COFFER_KAFKA_REPLICAS", "1")))
                    .run(properties(folder.resolve("users.properties")));
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            System.err.println("KafkaSetup: " + e.getMessage());
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param passwords by user */
    void run(Map<String, String> passwords) throws InterruptedException, ExecutionException, TimeoutException {
        KafkaAccess access = new KafkaAccess(admin, TIMEOUT);
        access.users(passwords);
        access.rights(KafkaRights.of(topology));
        topics.create(admin); // looks at those that are there, too
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> read = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }
}
