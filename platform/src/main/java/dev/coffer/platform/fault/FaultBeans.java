package dev.coffer.platform.fault;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The fault points of this process, at which nothing happens. */
class FaultBeans {
    @Produces
    @Singleton
    FaultPoints faultPoints() {
        return FaultPoints.NONE;
    }
}
