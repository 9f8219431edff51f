package dev.coffer.conformance.support;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Deployment} that this JVM uses: that of {@code COFFER_ENDPOINT} (with the AWS variables), or a
 * standalone that is started for the first test and ended after the last.
 */
public final class SharedDeployment implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SharedDeployment.class);
    private static final Map<String, Integer> MANAGEMENT_PER_SECOND = Map.of(
            "CreateKey",
            1000,
            "CreateAlias",
            1000,
            "UpdateAlias",
            1000,
            "DeleteAlias",
            1000,
            "DisableKey",
            1000,
            "EnableKey",
            1000,
            "PutKeyPolicy",
            1000,
            "ScheduleKeyDeletion",
            1000,
            "TagResource",
            1000,
            "RotateKeyOnDemand",
            1000);

    /** Ended by JUnit with its root store. */
    private record Running(Deployment deployment, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            deployment.close();
            end.run();
        }

        static Running begin() {
            String endpoint = System.getenv("COFFER_ENDPOINT");
            if (endpoint != null) {
                return roomy(new Running(Deployment.fromEnvironment(URI.create(endpoint)), () -> {}));
            }
            Standalone standalone = Standalone.start();
            return roomy(new Running(standalone.deployment(), standalone::close));
        }

        /**
         * Lifts the quotas of those operations that tests call more often than customers do: AWS allows five keys a second.
         * Tests of quotas have accounts and quotas of their own.
         */
        private static Running roomy(Running running) {
            Deployment coffer = running.deployment();
            List.of(coffer.home(), coffer.away())
                    .forEach(region ->
                            coffer.admin().put("/kms/quotas/" + region, Map.of("perSecond", MANAGEMENT_PER_SECOND)));
            return running;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Deployment.class;
    }

    @Override
    public Deployment resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, type -> Running.begin(), Running.class)
                .deployment();
    }
}
