package dev.coffer.storage.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says that there is something in the outbox; rung after a commit, cheap, and never lost while somebody listens. */
@ApplicationScoped
public class OutboxBell {
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Something was committed. */
    public void ring() {
        listeners.forEach(Runnable::run);
    }

    /** Calls {@code listener} at each ring; it returns at once. */
    void onRing(Runnable listener) {
        listeners.add(listener);
    }
}
