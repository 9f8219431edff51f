package dev.coffer.platform.rpc;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The instances of one service. Calls take turns; an instance that could not be connected to comes last for a while, so
 * that of a dead one only a call now and then finds out.
 */
final class PeerInstances {
    /** How long an instance that was not there comes last. */
    static final Duration SHUNNED = Duration.ofSeconds(5);

    private final List<URI> addresses;
    private final LongSupplier nanos;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<URI, Long> shunnedSince = new ConcurrentHashMap<>();

    /** @param nanos a clock that never goes back */
    PeerInstances(List<URI> addresses, LongSupplier nanos) {
        this.addresses = List.copyOf(addresses);
        this.nanos = nanos;
    }

    /** From URLs with commas between them. */
    static PeerInstances parse(String urls) {
        return new PeerInstances(
                Arrays.stream(urls.split(","))
                        .map(String::strip)
                        .map(URI::create)
                        .distinct()
                        .toList(),
                System::nanoTime);
    }

    /** All of them, in the order in which a call tries to connect. */
    List<URI> inTurn() {
        if (addresses.size() == 1) {
            return addresses;
        }
        int first = Math.floorMod(turn.getAndIncrement(), addresses.size());
        List<URI> good = new ArrayList<>();
        List<URI> shunned = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            URI address = addresses.get((first + i) % addresses.size());
            (isShunned(address) ? shunned : good).add(address);
        }
        good.addAll(shunned);
        return good;
    }

    /** Nothing was there. */
    void shun(URI address) {
        if (addresses.size() > 1) {
            shunnedSince.put(address, nanos.getAsLong());
        }
    }

    private boolean isShunned(URI address) {
        Long since = shunnedSince.get(address);
        return since != null && nanos.getAsLong() - since < SHUNNED.toNanos();
    }
}
