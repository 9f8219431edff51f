package dev.coffer.conformance.faults;

import java.util.Locale;

/** What can be done to a part of a deployment. */
enum Injury {
    /** {@code kill -9}; healed by starting it again. */
    KILL,
    /** SIGSTOP, or Docker's pause: connections stay, and nobody answers. */
    PAUSE,
    /** Its connections to other parts end or hang; it runs on. */
    DISCONNECT,
    /** The disk of its blobs is full; healed by giving the room back. */
    FILL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
