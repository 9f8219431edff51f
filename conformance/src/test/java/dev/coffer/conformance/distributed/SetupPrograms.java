package dev.coffer.conformance.distributed;

import dev.coffer.conformance.support.Checkout;
import dev.coffer.conformance.support.Launcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What runs before the services, from the gateway's libraries as in {@code docker-compose.yml}. */
final class SetupPrograms {
    private SetupPrograms() {}

    /** Makes all secrets, a folder a part. */
    static void makeSecrets(Path folder, List<String> regions) {
        run("dev.coffer.platform.trust.TrustSetup", Map.of(), folder, regions);
    }

    /**
     * Makes Kafka's topics, users and rights.
     *
     * @param folder with all secrets
     * @param bootstrapServers where brokers and this program are let in
     */
    static void setUpKafka(Path folder, String bootstrapServers, List<String> regions) {
        run(
                "dev.coffer.platform.kafka.access.KafkaSetup",
                Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers),
                folder.resolve("kafka-setup"),
                regions);
    }

    private static void run(String program, Map<String, String> environment, Path folder, List<String> regions) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Checkout.root()
                        .resolve("gateway/app/target/quarkus-app/lib/main/*")
                        .toString(),
                program,
                folder.toString()));
        command.addAll(regions);
        Launcher.run(environment, command, Path.of("").toAbsolutePath()).succeeded();
    }
}
