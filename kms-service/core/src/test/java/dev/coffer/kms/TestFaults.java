package dev.coffer.kms;

import dev.coffer.testing.fault.SwitchedFaults;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The service under test breaks where a test says so. */
class TestFaults {
    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    SwitchedFaults faults() {
        return new SwitchedFaults();
    }
}
