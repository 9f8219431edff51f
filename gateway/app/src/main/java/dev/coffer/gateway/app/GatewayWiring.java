package dev.coffer.gateway.app;

import dev.coffer.api.Answer;
import dev.coffer.api.Operation;
import dev.coffer.audit.api.AuditApi;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.gateway.api.GatewayOperation;
import dev.coffer.gateway.api.GatewayOperation.AssumeForReplication;
import dev.coffer.gateway.api.GatewayOperation.GetBucketRegion;
import dev.coffer.gateway.api.GatewayOperation.GetPolicySet;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.gateway.api.RoleSessions;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.rpc.InnerPort;
import dev.coffer.platform.rpc.IssuedTokens;
import dev.coffer.platform.rpc.OperationFamily;
import dev.coffer.platform.rpc.RemoteAudit;
import dev.coffer.platform.rpc.RemoteKms;
import dev.coffer.platform.rpc.RemoteReplication;
import dev.coffer.platform.rpc.RemoteStorage;
import dev.coffer.platform.rpc.RpcClient;
import dev.coffer.platform.trust.GatewayKey;
import dev.coffer.platform.trust.TokenIssuer;
import dev.coffer.platform.trust.UntrustedCallException;
import dev.coffer.replication.api.ReplicationApi;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.StorageApi;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;

/** Connects the gateway with its peers: it signs requester tokens, calls every service, and answers their questions. */
@ApplicationScoped
class GatewayWiring {
    private final InnerPort inner;
    private final IssuedTokens tokens;
    private final RpcClient client;

    GatewayWiring(Vertx vertx, Config config, BucketRegions buckets) {
        this.inner = new InnerPort(vertx, config);
        Path signingKey = Path.of(config.getValue("coffer.trust.gateway-signing-key", String.class));
        this.tokens = new IssuedTokens(new TokenIssuer(GatewayKey.readPrivate(signingKey)), buckets);
        this.client = inner.client(tokens);
    }

    @Produces
    @Singleton
    StorageApi storage() {
        return new RemoteStorage(client);
    }

    @Produces
    @Singleton
    KmsApi kms() {
        return new RemoteKms(client);
    }

    @Produces
    @Singleton
    AuditApi audit() {
        return new RemoteAudit(client);
    }

    @Produces
    @Singleton
    ReplicationApi replication() {
        return new RemoteReplication(client);
    }

    void start(
            @Observes @Priority(100) StartupEvent event,
            PolicySets policySets,
            RoleSessions sessions,
            BucketRegions buckets,
            ServedRegions regions) {
        inner.listen(
                OperationFamily.GATEWAY,
                (service, operation, region, caller, body) ->
                        Answer.of(answer(service, operation, policySets, sessions, buckets, regions)));
    }

    private Object answer(
            String service,
            Operation<?> operation,
            PolicySets policySets,
            RoleSessions sessions,
            BucketRegions buckets,
            ServedRegions regions) {
        return switch ((GatewayOperation<?>) operation) {
            case GetPolicySet(String sha256) -> new GetPolicySet.Result(policySets.documents(sha256));
            case GetBucketRegion(String bucket) -> new GetBucketRegion.Result(buckets.regionOf(new BucketName(bucket)));
            case AssumeForReplication assume -> {
                if (!service.equals("replication")) {
                    throw new UntrustedCallException("only replication assumes roles for replication");
                }
                Caller session = sessions.forReplication(assume.roleArn(), assume.facts());
                yield new AssumeForReplication.Result(new Caller(
                        session.principal(),
                        session.policySetHash(),
                        session.canonicalUserId(),
                        session.facts(),
                        session.via(),
                        tokens.everywhere(session, regions.all())));
            }
        };
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        inner.finish();
    }
}
