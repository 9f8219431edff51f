package dev.coffer.platform.rpc;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.platform.trust.Audience;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.StorageApi;
import java.util.Optional;

/** Storage over HTTP. */
public final class RemoteStorage implements StorageApi {
    private final RpcClient client;

    /** @param client calls it */
    public RemoteStorage(RpcClient client) {
        this.client = client;
    }

    @Override
    public <R> Answer<R> call(S3Operation<R> operation, Region region, Caller caller, BodySource body) {
        return client.call(Audience.storage(region), operation, Optional.of(region), caller, body);
    }
}
