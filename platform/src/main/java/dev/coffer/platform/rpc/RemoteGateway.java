package dev.coffer.platform.rpc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coffer.aws.Region;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.gateway.api.GatewayOperation.AssumeForReplication;
import dev.coffer.gateway.api.GatewayOperation.GetBucketRegion;
import dev.coffer.gateway.api.GatewayOperation.GetPolicySet;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.gateway.api.RoleSessions;
import dev.coffer.identity.Caller;
import dev.coffer.identity.RequestFacts;
import dev.coffer.platform.trust.Audience;
import dev.coffer.storage.api.BucketName;
import java.util.List;
import java.util.Optional;

/** What the gateway offers the other services, over HTTP. Policy sets never change, so they are kept. */
public final class RemoteGateway implements PolicySets, RoleSessions, BucketRegions {
    private static final RequestFacts OWN = new RequestFacts("", "", "", "");

    private final RpcClient client;
    private final Cache<String, List<String>> policySets =
            Caffeine.newBuilder().maximumSize(10_000).build();

    /** @param client calls it */
    public RemoteGateway(RpcClient client) {
        this.client = client;
    }

    @Override
    public List<String> documents(String sha256) {
        List<String> known = policySets.getIfPresent(sha256);
        if (known == null) {
            known = client.callForSelf(Audience.GATEWAY, new GetPolicySet(sha256), OWN)
                    .documents();
            policySets.put(sha256, known);
        }
        return known;
    }

    @Override
    public Caller forReplication(String roleArn, RequestFacts facts) {
        return client.callForSelf(Audience.GATEWAY, new AssumeForReplication(roleArn, facts), facts)
                .caller();
    }

    @Override
    public Optional<Region> regionOf(BucketName bucket) {
        return client.callForSelf(Audience.GATEWAY, new GetBucketRegion(bucket.value()), OWN)
                .region();
    }
}
