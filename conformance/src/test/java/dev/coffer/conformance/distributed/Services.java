package dev.coffer.conformance.distributed;

import dev.coffer.cli.DataFolder;
import dev.coffer.cli.Folders;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private static final List<String> REGIONS = List.of(HOME, AWAY);

    private final Path folder;
    private final Shape shape;
    private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();
    private final Map<String, Integer> innerPorts = new HashMap<>();
    private final Map<String, Integer> managementPorts = new HashMap<>();
    private final Map<String, SmallDisk> disks = new HashMap<>();
    private @Nullable ServiceEngines engines;

    private Services(Path folder, Shape shape) {
        this.folder = folder;
        this.shape = shape;
    }

    /**
     * Starts all of them and waits until each is ready.
     *
     * @param settings variables for each of them
     */
    public static Services start(Map<String, String> settings) {
        return start(new Shape(settings, Optional.empty(), Set.of(), Optional.empty()));
    }

    /** The same, but with two storage instances in the home region, which keep their blobs in one store. */
    static Services sharing(SharedStore store) {
        return start(new Shape(Map.of(), Optional.of(store), Set.of("storage." + HOME), Optional.empty()));
    }

    /** The same, but with two instances of some services, by their names as audiences. */
    static Services doubling(Set<String> services) {
        return start(new Shape(Map.of(), Optional.empty(), services, Optional.empty()));
    }

    /** One of each; the blobs of each storage service on a disk of that size, where this process may mount one. */
    public static Services onSmallDisks(int mebibytes) {
        return start(new Shape(Map.of(), Optional.empty(), Set.of(), Optional.of(mebibytes)));
    }

    /** What the second instance of a service is called. */
    static String second(String service) {
        return "second-" + service;
    }

    private static Services start(Shape shape) {
        try {
            Services services =
                    new Services(Files.createTempDirectory("coffer-services-").toRealPath(), shape);
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
        engines = new ServiceEngines(trust(""), folder.resolve("kafka"), REGIONS);
        List<String> names = new ArrayList<>(List.of("gateway", "audit", "replication"));
        for (String region : REGIONS) {
            names.add("storage." + region);
            names.add("kms." + region);
        }
        for (String name : names) {
            for (String instance : instances(name)) {
                innerPorts.put(instance, FreePort.find());
            }
        }
        for (String region : REGIONS) {
            String storage = "storage." + region;
            shape.disk(data(storage).resolve("blobs")).ifPresent(disk -> disks.put(storage, disk));
            add("kms." + region, "kms-service", region, region, List.of("gateway"));
            add(
                    storage,
                    "storage-service",
                    region,
                    region,
                    List.of("gateway", "kms." + region, "storage." + (region.equals(HOME) ? AWAY : HOME)));
        }
        String everywhere = String.join(",", REGIONS);
        add("audit", "audit-service", everywhere, "audit", List.of("gateway"));
        add(
                "replication",
                "replication-service",
                everywhere,
                "control",
                List.of("gateway", "storage." + HOME, "storage." + AWAY));
        add("gateway", "gateway", everywhere, "control", names);
    }

    private List<String> instances(String service) {
        return shape.doubled().contains(service) ? List.of(service, second(service)) : List.of(service);
    }

    private Path trust(String service) {
        return folder.resolve("trust").resolve(service);
    }

    /** All instances of a service, which have everything in common, their data folder with its roots included. */
    private void add(String name, String module, String regions, String database, Collection<String> peers)
            throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SMALLRYE_CONFIG_LOCATIONS",
                        trust(name).resolve("secret.properties").toString(),
                "COFFER_REGIONS", regions,
                "COFFER_DATA", Files.createDirectories(data(name)).toString(),
                "COFFER_TRUST_SECRETS", trust(name).toString(),
                "COFFER_TRUST_GATEWAY_PUBLIC_KEY",
                        trust(name).resolve("gateway-public.pem").toString()));
        environment.putAll(engines().settings(database));
        for (String peer : peers) {
            environment.put(
                    variable(peer) + "_URL",
                    instances(peer).stream()
                            .map(instance -> "http://127.0.0.1:" + innerPorts.get(instance))
                            .collect(Collectors.joining(",")));
        }
        environment.putAll(shape.settings());
        if (name.equals("storage." + HOME) && shape.store().isPresent()) {
            environment.putAll(shape.store().get().settings());
        }
        for (String instance : instances(name)) {
            Map<String, String> own = new HashMap<>(environment);
            own.put("COFFER_INSTANCE", instance);
            int port = FreePort.find();
            if (name.equals("gateway")) {
                own.putAll(gatewaySettings(instance, port));
            }
            processes.put(
                    instance,
                    new ServiceProcess(
                            name, module, own, port, innerPorts.get(instance), folder.resolve(instance + ".log")));
        }
    }

    private Map<String, String> gatewaySettings(String instance, int port) {
        managementPorts.put(instance, FreePort.find());
        Map<String, String> settings = new HashMap<>(Map.of(
                "COFFER_TRUST_GATEWAY_SIGNING_KEY",
                        trust("gateway").resolve("gateway-signing.pem").toString(),
                "COFFER_ENDPOINT", "http://127.0.0.1:" + port,
                "COFFER_MANAGEMENT_PORT", managementPorts.get(instance).toString()));
        for (ServiceProcess process : processes.values()) {
            if (!process.name().equals("gateway")) {
                settings.merge(
                        variable(process.name()) + "_HEALTH_URL",
                        process.address().toString(),
                        (one, other) -> one + "," + other);
            }
        }
        return settings;
    }

    private ServiceEngines engines() {
        return Objects.requireNonNull(engines);
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

    /** The disk of a service's own; nothing where its data lie on the machine's. */
    public Optional<SmallDisk> disk(String service) {
        return Optional.ofNullable(disks.get(service));
    }

    /** Where a service's health and metrics are, and of the gateway nothing else. */
    URI management(ServiceProcess service) {
        return service.name().equals("gateway")
                ? URI.create("http://127.0.0.1:" + managementPorts.get("gateway"))
                : service.address();
    }

    /** By its name as an audience; second ones by {@link #second}. */
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
        return engines().consumer();
    }

    /** As clients see it. */
    public Deployment deployment() {
        return deployment("gateway");
    }

    /** The same, through one of several gateways. */
    Deployment deployment(String gateway) {
        return new Deployment(
                service(gateway).address(),
                new DataFolder(data("gateway")).rootCredentials(),
                REGIONS,
                engines().bootstrapServers());
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
        disks.values().forEach(SmallDisk::close);
        if (engines != null) {
            engines.close();
        }
        Folders.delete(folder);
    }
}
