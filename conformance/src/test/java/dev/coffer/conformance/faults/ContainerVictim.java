package dev.coffer.conformance.faults;

import dev.coffer.cli.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A container of a project of Compose.
 *
 * @param name its service's
 * @param networks those that only containers are on: the one by which the machine reaches it is left alone
 * @param disk of its blobs alone, which may therefore be filled
 */
record ContainerVictim(
        Docker docker,
        String name,
        String id,
        Optional<String> region,
        List<Network> networks,
        Optional<ContainerDisk> disk)
        implements Victim {
    private static final int PAUSE_ATTEMPTS = 5;

    /** Where peers find it, and by which names. */
    record Network(String name, List<String> aliases) {}

    /** The container that runs for a service. */
    static ContainerVictim of(Docker docker, String service, Map<String, String> containers, List<String> regions) {
        String id = containers.get(service);
        List<Network> networks = new ArrayList<>();
        Json.read(docker.run("inspect", "-f", "{{json .NetworkSettings.Networks}}", id), "networks")
                .properties()
                .forEach(network -> {
                    if (isInternal(docker, network.getKey())) {
                        List<String> aliases = new ArrayList<>(List.of(service));
                        network.getValue()
                                .path("Aliases")
                                .valueStream()
                                .map(alias -> alias.asText())
                                .filter(alias -> !aliases.contains(alias) && !id.startsWith(alias))
                                .forEach(aliases::add);
                        networks.add(new Network(network.getKey(), List.copyOf(aliases)));
                    }
                });
        Optional<String> region =
                regions.stream().filter(r -> service.endsWith("-" + r)).findFirst();
        Optional<ContainerDisk> disk = ContainerDisk.of(docker, service, containers);
        return new ContainerVictim(docker, service, id, region, List.copyOf(networks), disk);
    }

    private static boolean isInternal(Docker docker, String network) {
        return docker.run("network", "inspect", "-f", "{{.Internal}}", network)
                .strip()
                .equals("true");
    }

    @Override
    public Set<Injury> injuries() {
        EnumSet<Injury> injuries = EnumSet.of(Injury.KILL, Injury.PAUSE);
        if (!networks.isEmpty()) {
            injuries.add(Injury.DISCONNECT);
        }
        if (disk.isPresent()) {
            injuries.add(Injury.FILL);
        }
        return injuries;
    }

    @Override
    public void hurt(Injury injury) {
        switch (injury) {
            case KILL -> docker.run("kill", "--signal", "KILL", id);
            case PAUSE -> pause();
            case DISCONNECT ->
                networks.forEach(network -> docker.run("network", "disconnect", "--force", network.name(), id));
            case FILL -> disk.orElseThrow().fill();
        }
    }

    @Override
    public void heal(Injury injury) {
        switch (injury) {
            case KILL -> docker.run("start", id);
            case PAUSE -> docker.run("unpause", id);
            case DISCONNECT -> networks.forEach(this::connect);
            case FILL -> disk.orElseThrow().free();
        }
    }

    /** An engine may fail to freeze a container in which a process begins just now, as health checks do: it is asked again. */
    private void pause() {
        for (int attempt = 1; attempt < PAUSE_ATTEMPTS; attempt++) {
            if (docker.attempt("pause", id)) {
                return;
            }
        }
        docker.run("pause", id);
    }

    private void connect(Network network) {
        List<String> arguments = new ArrayList<>(List.of("network", "connect"));
        network.aliases().forEach(alias -> arguments.addAll(List.of("--alias", alias)));
        arguments.addAll(List.of(network.name(), id));
        docker.run(arguments.toArray(String[]::new));
    }
}
