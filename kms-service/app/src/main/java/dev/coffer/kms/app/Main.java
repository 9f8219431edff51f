package dev.coffer.kms.app;

import dev.coffer.platform.start.ServiceStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The entry point of the service. */
@QuarkusMain
public final class Main {
    private Main() {}

    /** Takes no arguments: the environment and the configuration say everything. */
    public static void main(String[] args) {
        ServiceStart.run(args);
    }
}
