package dev.coffer.storage.app;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.StorageApi;

/** Storage of every region: this process for those that it serves, its peers for the others. */
final class EveryRegion implements StorageApi {
    private final ServedRegions served;
    private final StorageApi local;
    private final StorageApi peers;

    EveryRegion(ServedRegions served, StorageApi local, StorageApi peers) {
        this.served = served;
        this.local = local;
        this.peers = peers;
    }

    @Override
    public <R> Answer<R> call(S3Operation<R> operation, Region region, Caller caller, BodySource body) {
        return (served.serves(region) ? local : peers).call(operation, region, caller, body);
    }
}
