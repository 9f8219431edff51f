package dev.coffer.gateway.s3;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.StorageApi;
import java.util.function.Predicate;

/** Storage as clients see it: a region that an operator has stopped answers 503 and is not asked. */
final class RunningRegions implements StorageApi {
    private final StorageApi storage;
    private final Predicate<Region> stopped;

    RunningRegions(StorageApi storage, Predicate<Region> stopped) {
        this.storage = storage;
        this.stopped = stopped;
    }

    @Override
    public <R> Answer<R> call(S3Operation<R> operation, Region region, Caller caller, BodySource body) {
        if (stopped.test(region)) {
            body.close();
            throw S3Error.SERVICE_UNAVAILABLE.because("The region " + region + " is stopped.");
        }
        return storage.call(operation, region, caller, body);
    }
}
