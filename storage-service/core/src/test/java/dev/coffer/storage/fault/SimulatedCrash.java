package dev.coffer.storage.fault;

/** The process is gone: nothing that follows happens, neither clean-up nor answer. */
public final class SimulatedCrash extends Error {
    SimulatedCrash(FaultPoint point) {
        super("at " + point, null, false, false);
    }
}
