package dev.coffer.testing.fault;

import dev.coffer.platform.fault.FaultPoints;

/** The process is gone: nothing that follows happens, neither clean-up nor answer. */
public final class SimulatedCrash extends Error {
    SimulatedCrash(FaultPoints.Point point) {
        super("at " + point, null, false, false);
    }
}
