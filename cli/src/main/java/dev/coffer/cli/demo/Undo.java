package dev.coffer.cli.demo;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What has to be taken back, last done first; at most once, and every step is tried even if others fail. A step is
 * registered <em>before</em> what it takes back is done, so each must also cope with nothing having happened.
 */
final class Undo {
    private record Step(String what, Runnable action) {}

    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean begun;

    /** Remembers how to take something back; refused once taking back has begun: nothing new may be made then. */
    synchronized void remember(String what, Runnable action) {
        if (begun) {
            throw new CancelledException();
        }
        steps.push(new Step(what, action));
    }

    /** Takes everything back; returns what could not be. */
    List<String> run() {
        List<Step> todo;
        synchronized (this) {
            begun = true;
            todo = new ArrayList<>(steps);
            steps.clear();
        }
        List<String> failures = new ArrayList<>();
        for (Step step : todo) {
            try {
                step.action.run();
            } catch (RuntimeException e) {
                failures.add(step.what + ": " + e.getMessage());
            }
        }
        return failures;
    }

    /** Takes everything back, and says what could not be. */
    void tell(PrintStream err) {
        run().forEach(failure -> err.println("coffer: not removed: " + failure));
    }

    /** Keeps everything as it is. */
    synchronized void forget() {
        steps.clear();
    }
}
