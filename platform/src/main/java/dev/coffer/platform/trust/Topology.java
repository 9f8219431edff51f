package dev.coffer.platform.trust;

import dev.coffer.aws.Region;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deployment of some regions consists of, and the arrows of the architecture between its parts. Who may call whom,
 * and who shares a database with whom, is decided here; who may do what in Kafka beside it, in {@code KafkaRights}.
 *
 * @param regions each with a storage and a KMS of its own
 */
public record Topology(List<Region> regions) {
    /** Who reads topics from outside of the deployment. No service. */
    public static final String CONSUMER = "consumer";

    private static final String GATEWAY = Audience.GATEWAY.name();
    private static final String AUDIT = Audience.AUDIT.name();
    private static final String REPLICATION = Audience.REPLICATION.name();

    /** Of at least one region. */
    public Topology {
        regions = List.copyOf(regions);
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("a deployment has at least one region");
        }
    }

    /** By the regions' names. */
    public static Topology of(List<String> regions) {
        return new Topology(regions.stream().map(Region::new).toList());
    }

    /** A service that may call another. */
    record Call(String caller, String callee) {
        /** As {@link PairSecrets} names the pair's file. */
        String name() {
            return caller + "--" + callee;
        }
    }

    /** One PostgreSQL, and the schemas in it. */
    record Server(String name, List<Owner> owners) {
        /** As its folder of secrets is called. */
        String folder() {
            return "postgres." + name;
        }
    }

    /** The service, and database role, to which alone a schema belongs. */
    record Owner(String service, String schema) {}

    /** All services, by their names as audiences, database roles and Kafka users. */
    List<String> services() {
        List<String> services = new ArrayList<>(List.of(GATEWAY, AUDIT, REPLICATION));
        for (Region region : regions) {
            services.add(Audience.storage(region).name());
            services.add(Audience.kms(region).name());
        }
        return services;
    }

    /** The services that use Kafka. The gateway takes no part in events. */
    List<String> kafkaServices() {
        return services().stream().filter(service -> !service.equals(GATEWAY)).toList();
    }

    /** A pair that is not among them cannot talk. */
    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (Region region : regions) {
            String storage = Audience.storage(region).name();
            String kms = Audience.kms(region).name();
            calls.add(new Call(GATEWAY, storage));
            calls.add(new Call(GATEWAY, kms));
            calls.add(new Call(storage, kms));
            calls.add(new Call(storage, GATEWAY));
            calls.add(new Call(kms, GATEWAY));
            calls.add(new Call(REPLICATION, storage));
            for (Region other : regions) {
                if (!other.equals(region)) {
                    // a copy from another region
                    calls.add(new Call(storage, Audience.storage(other).name()));
                }
            }
        }
        calls.add(new Call(GATEWAY, AUDIT));
        calls.add(new Call(GATEWAY, REPLICATION));
        calls.add(new Call(AUDIT, GATEWAY));
        calls.add(new Call(REPLICATION, GATEWAY));
        return calls;
    }

    /** Every database server; a schema that is not among them is reached by nobody. */
    List<Server> servers() {
        List<Server> servers = new ArrayList<>();
        servers.add(
                new Server("control", List.of(new Owner(GATEWAY, "gateway"), new Owner(REPLICATION, "replication"))));
        servers.add(new Server("audit", List.of(new Owner(AUDIT, "audit"))));
        for (Region region : regions) {
            servers.add(new Server(
                    region.id(),
                    List.of(
                            new Owner(Audience.storage(region).name(), "storage"),
                            new Owner(Audience.kms(region).name(), "kms"))));
        }
        return servers;
    }
}
