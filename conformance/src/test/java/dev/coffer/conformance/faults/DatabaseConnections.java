package dev.coffer.conformance.faults;

import dev.coffer.testing.TestDatabase;
import java.util.Optional;
import java.util.Set;

/**
 * Every connection of every service to PostgreSQL, broken in the middle of whatever it does. The server itself, which other
 * tests use too, runs on.
 */
record DatabaseConnections(TestDatabase server) implements Victim {
    private static final String BREAK =
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname like 'services\\_%'";

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Optional<String> region() {
        return Optional.empty();
    }

    @Override
    public Set<Injury> injuries() {
        return Set.of(Injury.DISCONNECT);
    }

    @Override
    public void hurt(Injury injury) {
        server.database().statements().update(BREAK);
    }

    /** Nothing to do: the services connect again by themselves. */
    @Override
    public void heal(Injury injury) {}
}
