package dev.coffer.conformance.faults;

import java.util.Map;
import java.util.Optional;

/**
 * The small disk of a storage service's container ({@code deploy/compose/small-disks.yml}), by the container that keeps it
 * mounted.
 *
 * @param id of that container
 */
record ContainerDisk(Docker docker, String id) {
    private static final String FOLDER = "/data";
    private static final String FILLING = FOLDER + "/filling";
    private static final int ROUNDS = 5;

    /**
     * The disk of a service's container.
     *
     * @param containers ids by the names of services
     */
    static Optional<ContainerDisk> of(Docker docker, String service, Map<String, String> containers) {
        return Optional.ofNullable(containers.get(service.replaceFirst("^storage-", "disk-")))
                .filter(id -> service.startsWith("storage-"))
                .map(id -> new ContainerDisk(docker, id));
    }

    /** Whether a service's name is that of such a keeper. */
    static boolean isKeeper(String service) {
        return service.startsWith("disk-");
    }

    /** Takes all the room that is left; what is given back after some rounds stays free. */
    void fill() {
        long taken = 0;
        long room = room();
        for (int round = 0; round < ROUNDS && room > 0; round++) {
            // Fails if somebody took some of it meanwhile: then there is less to take.
            taken += docker.attempt("exec", id, "fallocate", "--length", Long.toString(taken + room), FILLING)
                    ? room
                    : 0;
            room = room();
        }
    }

    /** Gives it back. */
    void free() {
        docker.run("exec", id, "rm", "-f", FILLING);
    }

    /** In bytes. */
    private long room() {
        String table = docker.run("exec", id, "df", "--block-size=1", "--output=avail", FOLDER);
        return Long.parseLong(table.lines().skip(1).findFirst().orElseThrow().strip());
    }
}
