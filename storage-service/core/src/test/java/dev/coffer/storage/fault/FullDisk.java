package dev.coffer.storage.fault;

import dev.coffer.platform.fault.FaultPoints;
import java.io.IOException;

/** No room at a point, from its n-th passing until {@link #makeRoom()}. */
public final class FullDisk implements FaultPoints {
    private final FaultPoint at;
    private int before;
    private boolean room;

    /**
     * @param at where
     * @param before how many passings succeed before
     */
    public FullDisk(FaultPoint at, int before) {
        this.at = at;
        this.before = before;
    }

    /** From now on all is well. */
    public synchronized void makeRoom() {
        room = true;
    }

    @Override
    public synchronized void reach(Point point) throws IOException {
        if (!room && point.equals(at) && before-- <= 0) {
            throw new IOException("No space left on device");
        }
    }
}
