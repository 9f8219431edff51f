package dev.coffer.gateway.admin;

import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.directory.BucketDirectory;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ExplainObject;
import dev.coffer.storage.api.FlushBucketKeys;
import dev.coffer.storage.api.ListBucketKeys;
import dev.coffer.storage.api.ListBucketKeys.LiveBucketKey;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.StorageApi;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Live bucket keys, and the envelope chain of an object. Without a bucket: those of all buckets of the account. */
@ApplicationScoped
class BucketKeysResource implements AdminResource {
    private static final int MAX_BUCKETS = 10_000;

    private final BucketDirectory directory;
    private final StorageApi storage;

    BucketKeysResource(BucketDirectory directory, StorageApi storage) {
        this.directory = directory;
        this.storage = storage;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/bucket-keys", "ListBucketKeys", Set.of("bucket", "kmsKey"), this::list),
                Route.delete("/bucket-keys", "FlushBucketKeys", Set.of("bucket", "kmsKey"), this::flush),
                Route.get("/explain/{bucket}/{key+}", "ExplainObject", Set.of("versionId"), this::explain));
    }

    private Object list(AdminCall call) {
        List<LiveBucketKey> keys = new ArrayList<>();
        Optional<Duration> lifetime = Optional.empty();
        for (BucketDirectory.Entry bucket : buckets(call)) {
            ListBucketKeys.Result result = storage.call(
                    new ListBucketKeys(bucket.bucket(), call.optional("kmsKey")), bucket.region(), call.caller());
            keys.addAll(result.keys());
            lifetime = Optional.of(result.lifetime());
        }
        return lifetime.<Object>map(l -> new ListBucketKeys.Result(keys, l)).orElse(Map.of("keys", keys));
    }

    private Object flush(AdminCall call) {
        int flushed = 0;
        for (BucketDirectory.Entry bucket : buckets(call)) {
            flushed += storage.call(
                            new FlushBucketKeys(bucket.bucket(), call.optional("kmsKey")),
                            bucket.region(),
                            call.caller())
                    .flushed();
        }
        return new FlushBucketKeys.Result(flushed);
    }

    private Object explain(AdminCall call) {
        BucketDirectory.Entry bucket = bucket(call.parameter("bucket"));
        return storage.call(
                new ExplainObject(bucket.bucket(), new ObjectKey(call.parameter("key")), call.optional("versionId")),
                bucket.region(),
                call.caller());
    }

    private List<BucketDirectory.Entry> buckets(AdminCall call) {
        return call.optional("bucket")
                .map(name -> List.of(bucket(name)))
                .orElseGet(() ->
                        directory.list(call.caller().principal().account(), "", "", Optional.empty(), MAX_BUCKETS));
    }

    private BucketDirectory.Entry bucket(String name) {
        return directory
                .find(new BucketName(name))
                .orElseThrow(() -> S3Error.NO_SUCH_BUCKET.with(Map.of("BucketName", name)));
    }
}
