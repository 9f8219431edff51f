package dev.coffer.cli;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process by its id and waits for its end. */
public final class Stopping {
    private Stopping() {}

    /** Asks the process to end and waits until it has. */
    public static void cleanly(ProcessHandle process, Duration patience) {
        process.destroy();
        if (!ended(process, patience)) {
            throw new CommandFailed(
                    "process " + process.pid() + " has not ended within " + patience.toSeconds() + " s; it still may");
        }
    }

    /** Whether the process ends in time. */
    public static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
