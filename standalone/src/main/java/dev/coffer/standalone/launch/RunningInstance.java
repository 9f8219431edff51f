package dev.coffer.standalone.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coffer.aws.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Describes the running instance to people (stdout and {@code run/banner.txt}) and to scripts
 * ({@code run/instance.json}). Both files have mode 600: the banner shows the root key.
 */
final class RunningInstance {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path data;
    private final String endpoint;
    private final String kafka;
    private final List<Region> regions;

    RunningInstance(Path data, String endpoint, String kafka, List<Region> regions) {
        this.data = data;
        this.endpoint = endpoint;
        this.kafka = kafka;
        this.regions = List.copyOf(regions);
    }

    /** @param quiet whether standard output, which may be a log that others read, is to stay without the root key */
    void announce(boolean quiet) {
        try {
            String banner = banner();
            write("banner.txt", banner);
            write("instance.json", instance().toString());
            if (!quiet) {
                System.out.print(banner);
                System.out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write below " + data, e);
        }
    }

    private ObjectNode instance() {
        ObjectNode node = JSON.createObjectNode();
        node.put("pid", ProcessHandle.current().pid());
        node.put("endpoint", endpoint);
        node.put("kafkaBootstrapServers", kafka);
        regions.forEach(region -> node.withArray("regions").add(region.id()));
        node.put("ready", true);
        String version = RunningInstance.class.getPackage().getImplementationVersion();
        node.put("version", version == null ? "dev" : version);
        return node;
    }

    private String banner() throws IOException {
        JsonNode root = JSON.readTree(
                data.resolve("secrets").resolve("root-credentials.json").toFile());
        String names = regions.stream().map(Region::id).collect(Collectors.joining(", "));
        String first = regions.getFirst().id();
        return """
                Coffer is ready.

                  endpoint    %s
                  regions     %s
                  account     %s
                  access key  %s
                  secret key  %s
                  Kafka       %s

                Try it with the AWS CLI:

                  eval "$(./coffer env%s)"
                  aws s3 mb s3://my-first-bucket --region %s
                  echo hello | aws s3 cp - s3://my-first-bucket/hello.txt --sse aws:kms
                  aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=GenerateDataKey

                """.formatted(
                        endpoint,
                        names,
                        root.path("accountId").asText(),
                        root.path("accessKeyId").asText(),
                        root.path("secretAccessKey").asText(),
                        kafka,
                        dataOption(),
                        first);
    }

    /** Scripts find the default folder by themselves; any other has to be named. */
    private String dataOption() {
        return data.endsWith(".coffer") ? "" : " --data " + data;
    }

    private void write(String name, String text) throws IOException {
        Path run = data.resolve("run");
        Path fresh = Files.createTempFile(
                run, name, "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, run.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
