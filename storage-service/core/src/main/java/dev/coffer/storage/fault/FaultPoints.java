package dev.coffer.storage.fault;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What happens at a {@link FaultPoint}: in production nothing. */
@FunctionalInterface
public interface FaultPoints {
    /** Nothing ever happens. */
    FaultPoints NONE = point -> {};

    /** @throws IOException a fault of the device, in tests; a crash is an {@link Error} */
    void reach(FaultPoint point) throws IOException;

    /** The same where no device is concerned. */
    default void pass(FaultPoint point) {
        try {
            reach(point);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
