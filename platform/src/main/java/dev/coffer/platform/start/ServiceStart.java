package dev.coffer.platform.start;

import io.quarkus.runtime.Quarkus;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs a service of the distributed shape. */
public final class ServiceStart {
    private static final Logger LOG = Logger.getLogger(ServiceStart.class);

    private ServiceStart() {}

    /**
     * Runs until the process is told to end. A start that fails ends it with code 1, and with one line as its last word that
     * tells an operator why: what is missing, or does not fit.
     */
    public static void run(String... args) {
        Quarkus.run(null, ServiceStart::end, args);
    }

    private static void end(int code, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.errorf(
                    "COFFER-START-001 cannot start: %s",
                    StartFailure.missingConfiguration(System.getenv("SMALLRYE_CONFIG_LOCATIONS"))
                            .orElseGet(() -> StartFailure.describe(failure)));
        }
        System.exit(code);
    }
}
