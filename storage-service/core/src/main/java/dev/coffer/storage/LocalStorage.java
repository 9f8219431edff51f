package dev.coffer.storage;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.identity.Caller;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.metrics.OperationTimers;
import dev.coffer.platform.trace.SpanName;
import dev.coffer.platform.trace.Traces;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.StorageApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.function.BiFunction;

/** The storage service in this process. */
@ApplicationScoped
public class LocalStorage implements StorageApi {
    private final OperationTimers timers = new OperationTimers(
            "coffer.storage.operations",
            "Operations of storage until they were answered, without the time that an answer's bytes take",
            "operation",
            "region",
            "outcome");
    private final OperationTable table = new OperationTable();
    private final ServedRegions regions;

    LocalStorage(@Any Instance<Operations> operations, ServedRegions regions) {
        operations.forEach(o -> o.register(table));
        this.regions = regions;
    }

    @Override
    public <R> Answer<R> call(S3Operation<R> operation, Region region, Caller caller, BodySource body) {
        try (body) {
            if (!regions.serves(region)) {
                throw S3Error.PERMANENT_REDIRECT.error();
            }
            BiFunction<S3Operation<R>, StorageCall, Answer<R>> handler =
                    table.find(operation).orElseThrow(S3Error.NOT_IMPLEMENTED::error);
            String name = operation.getClass().getSimpleName();
            return Traces.part(SpanName.STORAGE, name, () -> {
                Traces.current().note("cloud.region", region.id());
                return timers.time(
                        name, region.id(), () -> handler.apply(operation, new StorageCall(region, caller, body)));
            });
        }
    }
}
