package dev.coffer.platform.fault;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What happens at a service's named {@link Point}s: in production nothing. */
@FunctionalInterface
public interface FaultPoints {
    /** Nothing ever happens. */
    FaultPoints NONE = point -> {};

    /** A place of which tests know; each service enumerates its own, and each lies directly ahead of what its name says. */
    interface Point {}

    /** @throws IOException a fault of the device, in tests; a crash is an {@link Error} */
    void reach(Point point) throws IOException;

    /** The same where no device is concerned. */
    default void pass(Point point) {
        try {
            reach(point);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
