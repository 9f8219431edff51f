package dev.coffer.conformance.support;

import java.net.URI;
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
                return new Running(Deployment.fromEnvironment(URI.create(endpoint)), () -> {});
            }
            Standalone standalone = Standalone.start();
            return new Running(standalone.deployment(), standalone::close);
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
