package dev.coffer.conformance.distributed;

import dev.coffer.cli.DataFolder;
import dev.coffer.cli.Folders;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.embedded.FreePort;
import dev.coffer.testing.TestDatabase;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two regions as {@code docker-compose.yml} runs them, but as processes: a storage and a KMS process a region, one each of
 * gateway, replication and audit, each by the identities that TrustSetup has made for it.
 */
public final class Services implements AutoCloseable {
    static final String HOME = "us-east-1";
    static final String AWAY = "eu-west-1";
    /** The home region's second storage instance. */
    static final String SECOND = "second-storage";

    private static final List<String> REGIONS = List.of(HOME, AWAY);

    private final Path folder;
    private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> environments = new HashMap<>();
    private final Map<String, Integer> innerPorts = new HashMap<>();
    private final Map<String, TestDatabase> databases = new HashMap<>();

    private @Nullable ComposeKafka kafka;

    private final int gatewayManagement = FreePort.find();

    private final Map<String, String> settings;
    private final Optional<SharedStore> store;

    private Services(Path folder, Map<String, String> settings, Optional<SharedStore> store) {
        this.folder = folder;
        this.settings = settings;
        this.store = store;
    }

    /**
     * Starts all of them and waits until each is ready.
     *
     * @param settings variables for each of them
     */
    public static Services start(Map<String, String> settings) {
        return start(settings, Optional.empty());
    }

    /** The same, but with two storage instances in the home region, which keep their blobs in one store. */
    static Services sharing(SharedStore store) {
        return start(Map.of(), Optional.of(store));
    }

    private static Services start(Map<String, String> settings, Optional<SharedStore> store) {
        try {
            Services services =
                    new Services(Files.createTempDirectory("coffer-services-").toRealPath(), settings, store);
            try {
                services.prepare();
                services.all().forEach(ServiceProcess::start);
                services.all().forEach(ServiceProcess::awaitReady);
            } catch (RuntimeException | Error e) {
                services.close();
                throw e;
            }
            return services;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare() throws IOException {
        SetupPrograms.makeSecrets(trust(""), REGIONS);
        startKafka();
        for (String database : List.of("control", "audit", HOME, AWAY)) {
            makeDatabase(database);
        }
        for (String service : List.of("gateway", "audit", "replication")) {
            innerPorts.put(service, FreePort.find());
        }
        for (String region : REGIONS) {
            innerPorts.put("storage." + region, FreePort.find());
            innerPorts.put("kms." + region, FreePort.find());
        }
        for (String region : REGIONS) {
            add("kms." + region, "kms-service", region, region, List.of("gateway"));
            add(
                    "storage." + region,
                    "storage-service",
                    region,
                    region,
                    List.of("gateway", "kms." + region, "storage." + (region.equals(HOME) ? AWAY : HOME)));
        }
        if (store.isPresent()) {
            addSecondStorage();
        }
        String everywhere = String.join(",", REGIONS);
        add("audit", "audit-service", everywhere, "audit", List.of("gateway"));
        add(
                "replication",
                "replication-service",
                everywhere,
                "control",
                List.of("gateway", "storage." + HOME, "storage." + AWAY));
        add(
                "gateway",
                "gateway",
                everywhere,
                "control",
                innerPorts.keySet().stream()
                        .filter(peer -> !peer.equals(SECOND))
                        .toList());
    }

    private void startKafka() throws IOException {
        kafka = ComposeKafka.start(trust(""), folder.resolve("kafka"));
        SetupPrograms.setUpKafka(trust(""), kafka.brokersListener(), REGIONS);
    }

    /** A database of its own, with the roles and schemas that TrustSetup has written down. */
    private void makeDatabase(String name) throws IOException {
        TestDatabase database = TestDatabase.shared().another("services_" + name.replace('-', '_'));
        String sql = Files.readString(trust("postgres." + name).resolve("roles.sql"));
        try (Connection superuser =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        databases.put(name, database);
    }

    private Path trust(String service) {
        return folder.resolve("trust").resolve(service);
    }

    /** Beside the first one in all that instances have in common, its data folder with the SSE-S3 root included. */
    private void addSecondStorage() {
        String audience = "storage." + HOME;
        Map<String, String> environment = new HashMap<>(environments.get(audience));
        environment.put("COFFER_INSTANCE", SECOND);
        innerPorts.put(SECOND, FreePort.find());
        processes.put(
                SECOND,
                new ServiceProcess(
                        audience,
                        "storage-service",
                        environment,
                        FreePort.find(),
                        innerPorts.get(SECOND),
                        folder.resolve(SECOND + ".log")));
    }

    private void add(String name, String module, String regions, String database, Collection<String> peers)
            throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SMALLRYE_CONFIG_LOCATIONS",
                        trust(name).resolve("secret.properties").toString(),
                "COFFER_REGIONS", regions,
                "COFFER_DATA", Files.createDirectories(data(name)).toString(),
                "COFFER_TRUST_SECRETS", trust(name).toString(),
                "COFFER_TRUST_GATEWAY_PUBLIC_KEY",
                        trust(name).resolve("gateway-public.pem").toString(),
                "COFFER_DATABASE_JDBC_URL", databases.get(database).jdbcUrl(),
                "QUARKUS_DATASOURCE_REACTIVE_URL", databases.get(database).reactiveUrl(),
                "KAFKA_BOOTSTRAP_SERVERS", Objects.requireNonNull(kafka).bootstrapServers(),
                "COFFER_KAFKA_TOPICS_CREATE", "false"));
        for (String peer : peers) {
            environment.put(variable(peer) + "_URL", addresses(peer));
        }
        environment.putAll(settings);
        environment.put("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "3"); // all of them share the 40 of one server
        int port = FreePort.find();
        if (name.equals("gateway")) {
            environment.put(
                    "COFFER_TRUST_GATEWAY_SIGNING_KEY",
                    trust(name).resolve("gateway-signing.pem").toString());
            environment.put("COFFER_ENDPOINT", "http://127.0.0.1:" + port);
            environment.put("COFFER_MANAGEMENT_PORT", Integer.toString(gatewayManagement));
            processes
                    .values()
                    .forEach(process -> environment.merge(
                            variable(process.name()) + "_HEALTH_URL",
                            process.address().toString(),
                            (one, other) -> one + "," + other));
        }
        if (name.equals("storage." + HOME) && store.isPresent()) {
            environment.putAll(store.get().settings(folder));
        }
        environments.put(name, environment);
        Path log = folder.resolve(name + ".log");
        processes.put(name, new ServiceProcess(name, module, environment, port, innerPorts.get(name), log));
    }

    private String addresses(String peer) {
        String first = "http://127.0.0.1:" + innerPorts.get(peer);
        return peer.equals("storage." + HOME) && innerPorts.containsKey(SECOND)
                ? first + ",http://127.0.0.1:" + innerPorts.get(SECOND)
                : first;
    }

    private static String variable(String peer) {
        return "COFFER_PEER_" + peer.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private Path data(String service) {
        return folder.resolve("data").resolve(service);
    }

    /** The services. */
    public Collection<ServiceProcess> all() {
        return processes.values();
    }

    /** Where a service's health and metrics are, and of the gateway nothing else. */
    URI management(ServiceProcess service) {
        return service.name().equals("gateway")
                ? URI.create("http://127.0.0.1:" + gatewayManagement)
                : service.address();
    }

    /** By its name as an audience. */
    ServiceProcess service(String name) {
        ServiceProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("no service " + name);
        }
        return process;
    }

    /** What the services have logged, for a failure's message. */
    public String complaints() {
        return all().stream().map(ServiceProcess::logged).collect(Collectors.joining());
    }

    /** Settings of a Kafka consumer that may read object events. */
    public Map<String, Object> consumer() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(trust("consumer").resolve("kafka.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        settings.put("bootstrap.servers", Objects.requireNonNull(kafka).bootstrapServers());
        return Map.copyOf(settings);
    }

    /** As clients see it. */
    public Deployment deployment() {
        return new Deployment(
                service("gateway").address(),
                new DataFolder(data("gateway")).rootCredentials(),
                REGIONS,
                Objects.requireNonNull(kafka).bootstrapServers());
    }

    /** Flips a bit of {@code content} wherever the service keeps it in a file. */
    void damage(String service, String content) throws IOException {
        byte[] wanted = content.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(data(service))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                int at = new String(bytes, StandardCharsets.ISO_8859_1)
                        .indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
                if (at >= 0) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.write(ByteBuffer.wrap(new byte[] {(byte) (bytes[at] ^ 1)}), at);
                    }
                }
            }
        }
    }

    /** All that must never be seen: what TrustSetup made, and the root's secret key. */
    List<String> secrets() throws IOException {
        List<String> secrets = new ArrayList<>();
        secrets.add(new DataFolder(data("gateway")).rootCredentials().secretAccessKey());
        try (Stream<Path> files = Files.walk(trust(""))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> f.getFileName().toString().matches(".*(--|password|signing).*"))
                    .toList()) {
                Files.readString(file, StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(line -> !line.startsWith("-----"))
                        .forEach(secrets::add);
            }
        }
        return secrets;
    }

    @Override
    public void close() {
        all().forEach(ServiceProcess::close);
        if (kafka != null) {
            kafka.close();
        }
        Folders.delete(folder);
    }
}
