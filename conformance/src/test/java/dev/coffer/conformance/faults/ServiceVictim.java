package dev.coffer.conformance.faults;

import dev.coffer.conformance.distributed.ServiceProcess;
import dev.coffer.conformance.distributed.SmallDisk;
import java.util.Optional;
import java.util.Set;

/**
 * A service that runs as a process of this machine.
 *
 * @param disk of its blobs alone, which may therefore be filled
 */
record ServiceVictim(ServiceProcess process, Optional<SmallDisk> disk) implements Victim {
    @Override
    public String name() {
        return process.name();
    }

    @Override
    public Optional<String> region() {
        int dot = name().indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(name().substring(dot + 1));
    }

    @Override
    public Set<Injury> injuries() {
        return disk.isPresent() ? Set.of(Injury.KILL, Injury.PAUSE, Injury.FILL) : Set.of(Injury.KILL, Injury.PAUSE);
    }

    @Override
    public void hurt(Injury injury) {
        switch (injury) {
            case KILL -> kill();
            case PAUSE -> process.pause();
            case FILL -> disk.orElseThrow().fill();
            case DISCONNECT -> throw new IllegalArgumentException("a process has no network of its own");
        }
    }

    private void kill() {
        try {
            process.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void heal(Injury injury) {
        switch (injury) {
            case KILL -> process.start();
            case PAUSE -> process.resume();
            case FILL -> disk.orElseThrow().free();
            case DISCONNECT -> throw new IllegalArgumentException("a process has no network of its own");
        }
    }
}
