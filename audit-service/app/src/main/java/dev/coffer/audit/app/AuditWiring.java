package dev.coffer.audit.app;

import dev.coffer.api.Answer;
import dev.coffer.audit.LocalAudit;
import dev.coffer.audit.api.AuditOperation;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.platform.rpc.ForwardedTokens;
import dev.coffer.platform.rpc.InnerPort;
import dev.coffer.platform.rpc.OperationFamily;
import dev.coffer.platform.rpc.RemoteGateway;
import dev.coffer.platform.trust.UntrustedCallException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Connects the audit trail with its peers: it is called by the gateway, and asks it for policies. */
@ApplicationScoped
class AuditWiring {
    private final InnerPort inner;

    AuditWiring(Vertx vertx, Config config) {
        this.inner = new InnerPort(vertx, config);
    }

    @Produces
    @Singleton
    @Typed(PolicySets.class)
    RemoteGateway gateway() {
        return new RemoteGateway(inner.client(new ForwardedTokens()));
    }

    void start(@Observes @Priority(100) StartupEvent event, LocalAudit audit) {
        inner.listen(
                OperationFamily.AUDIT,
                (service, operation, region, caller, body) -> Answer.of(audit.call(
                        (AuditOperation<?>) operation,
                        region.orElseThrow(() -> new UntrustedCallException("a call names its region")),
                        caller.orElseThrow(() -> new UntrustedCallException("a call names its requester")))));
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        inner.finish();
    }
}
