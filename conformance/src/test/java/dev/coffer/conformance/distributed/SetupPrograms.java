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

    /**
     * Makes the key to a store of blobs, and the store's accounts file.
     *
     * @param folder with or without other secrets
     */
    static void makeBlobStoreSecrets(Path folder, String region, String bucket) {
        run("dev.coffer.platform.trust.BlobStoreSecrets", Map.of(), folder, List.of(region, bucket));
    }

    /**
     * Makes the bucket of a store of blobs, from storage's libraries.
     *
     * @param settings as storage has them
     */
    static void makeBucket(Map<String, String> settings) {
        run("storage-service", "dev.coffer.storage.blob.s3.BucketSetup", settings, List.of());
    }

    private static void run(String program, Map<String, String> environment, Path folder, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(folder.toString()));
        all.addAll(arguments);
        run("gateway", program, environment, all);
    }

    private static void run(String module, String program, Map<String, String> environment, List<String> arguments) {
        Path libraries = Checkout.root().resolve(module).resolve("app/target/quarkus-app/lib");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                libraries.resolve("boot/*") + ":" + libraries.resolve("main/*"),
                program));
        command.addAll(arguments);
        Launcher.run(environment, command, Path.of("").toAbsolutePath()).succeeded();
    }
}
