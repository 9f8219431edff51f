package dev.coffer.testing.fault;

import dev.coffer.platform.fault.FaultPoints;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;

/** The fault points of every service under test, in the place of production's, at which nothing happens until told to. */
@Alternative
@Priority(1)
@Singleton
public class SwitchedFaults implements FaultPoints {
    private volatile FaultPoints current = FaultPoints.NONE;

    /** From now on these happen. */
    public void set(FaultPoints faults) {
        current = faults;
    }

    /** As if the process had been started anew. */
    public void clear() {
        current = FaultPoints.NONE;
    }

    @Override
    public void reach(Point point) throws IOException {
        current.reach(point);
    }
}
