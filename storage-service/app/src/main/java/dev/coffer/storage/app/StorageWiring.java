package dev.coffer.storage.app;

import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.rpc.ForwardedTokens;
import dev.coffer.platform.rpc.InnerPort;
import dev.coffer.platform.rpc.OperationFamily;
import dev.coffer.platform.rpc.RemoteGateway;
import dev.coffer.platform.rpc.RemoteKms;
import dev.coffer.platform.rpc.RemoteStorage;
import dev.coffer.platform.rpc.RpcClient;
import dev.coffer.platform.trust.UntrustedCallException;
import dev.coffer.storage.LocalStorage;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.StorageApi;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Connects storage with its peers: it is called by the gateway and by replication, and calls KMS and the gateway. */
@ApplicationScoped
class StorageWiring {
    private final InnerPort inner;
    private final RpcClient client;

    StorageWiring(Vertx vertx, Config config) {
        this.inner = new InnerPort(vertx, config);
        this.client = inner.client(new ForwardedTokens());
    }

    @Produces
    @Singleton
    KmsApi kms() {
        return new RemoteKms(client);
    }

    /** In place of the process's own regions alone: copies and replication configurations name buckets of others too. */
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    StorageApi everyRegion(LocalStorage local, ServedRegions served) {
        return new EveryRegion(served, local, new RemoteStorage(client));
    }

    @Produces
    @Singleton
    @Typed({PolicySets.class, BucketRegions.class})
    RemoteGateway gateway() {
        return new RemoteGateway(client);
    }

    void start(@Observes @Priority(100) StartupEvent event, LocalStorage storage) {
        inner.listen(
                OperationFamily.STORAGE,
                (service, operation, region, caller, body) -> storage.call(
                        (S3Operation<?>) operation,
                        region.orElseThrow(() -> new UntrustedCallException("a call names its region")),
                        caller.orElseThrow(() -> new UntrustedCallException("a call names its requester")),
                        body));
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        inner.finish();
    }
}
