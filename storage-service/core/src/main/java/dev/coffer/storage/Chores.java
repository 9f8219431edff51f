package dev.coffer.storage;

import dev.coffer.platform.time.Repeating;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What storage does again and again behind requests' backs; a failure is logged, and the next turn comes. */
public final class Chores {
    private static final Logger LOG = Logger.getLogger(Chores.class);

    private Chores() {}

    /** A chore that has not begun. */
    public static Repeating every(Duration pause, String name, Runnable work) {
        return new Repeating(
                name, pause, work, e -> LOG.warnf(e, "COFFER-STORAGE-003 %s failed and will try again", name));
    }
}
