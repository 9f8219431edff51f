package dev.coffer.replication.app;

import dev.coffer.api.Answer;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.gateway.api.RoleSessions;
import dev.coffer.platform.rpc.ForwardedTokens;
import dev.coffer.platform.rpc.InnerPort;
import dev.coffer.platform.rpc.OperationFamily;
import dev.coffer.platform.rpc.RemoteGateway;
import dev.coffer.platform.rpc.RemoteStorage;
import dev.coffer.platform.rpc.RpcClient;
import dev.coffer.platform.trust.UntrustedCallException;
import dev.coffer.replication.LocalReplication;
import dev.coffer.replication.api.ReplicationOperation;
import dev.coffer.storage.api.StorageApi;
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

/** Connects replication with its peers: it is called by the gateway, and calls storage of every region. */
@ApplicationScoped
class ReplicationWiring {
    private final InnerPort inner;
    private final RpcClient client;

    ReplicationWiring(Vertx vertx, Config config) {
        this.inner = new InnerPort(vertx, config);
        this.client = inner.client(new ForwardedTokens());
    }

    @Produces
    @Singleton
    StorageApi storage() {
        return new RemoteStorage(client);
    }

    @Produces
    @Singleton
    @Typed({RoleSessions.class, BucketRegions.class})
    RemoteGateway gateway() {
        return new RemoteGateway(client);
    }

    void start(@Observes @Priority(100) StartupEvent event, LocalReplication replication) {
        inner.listen(
                OperationFamily.REPLICATION,
                (service, operation, region, caller, body) -> Answer.of(replication.call(
                        (ReplicationOperation<?>) operation,
                        caller.orElseThrow(() -> new UntrustedCallException("a call names its requester")))));
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        inner.finish();
    }
}
