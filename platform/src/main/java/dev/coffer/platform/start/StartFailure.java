package dev.coffer.platform.start;

import java.util.ArrayList;
import java.util.List;

/** What a failed start says: the innermost message that a person can act on, in one line. */
public final class StartFailure {
    private StartFailure() {}

    /** The line; if no message is there, what kind of failure it was. */
    public static String describe(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain.reversed().stream()
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .map(message -> message.lines().findFirst().orElse(message))
                .orElse(failure.getClass().getSimpleName());
    }
}
