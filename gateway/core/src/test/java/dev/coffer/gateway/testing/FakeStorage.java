package dev.coffer.gateway.testing;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.api.Nothing;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.AppliedEncryption;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ExplainObject;
import dev.coffer.storage.api.FlushBucketKeys;
import dev.coffer.storage.api.HeadBucket;
import dev.coffer.storage.api.ListBucketKeys;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.StorageApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Storage that knows a set of buckets, and one bucket key of each. */
@Alternative
@ApplicationScoped
public class FakeStorage implements StorageApi {
    private final Map<BucketName, Region> buckets = new ConcurrentHashMap<>();
    private final Set<Region> unreachable = ConcurrentHashMap.newKeySet();

    private final List<S3Operation<?>> asked = new CopyOnWriteArrayList<>();

    public S3Operation<?> last() {
        return asked.getLast();
    }

    public void hasBucket(String name, String region) {
        buckets.put(new BucketName(name), new Region(region));
    }

    public void reach(String region, boolean reachable) {
        if (reachable) {
            unreachable.remove(new Region(region));
        } else {
            unreachable.add(new Region(region));
        }
    }

    @Override
    public <R> Answer<R> call(S3Operation<R> operation, Region region, Caller caller, BodySource body) {
        asked.add(operation);
        if (unreachable.contains(region)) {
            throw S3Error.SERVICE_UNAVAILABLE.error();
        }
        if (!region.equals(buckets.get(operation.bucket()))) {
            throw S3Error.NO_SUCH_BUCKET.error();
        }
        @SuppressWarnings("unchecked")
        R result = (R) result(operation, region, caller);
        return Answer.of(result);
    }

    private static Object result(S3Operation<?> operation, Region region, Caller caller) {
        return switch (operation) {
            case HeadBucket head -> Nothing.NOTHING;
            case FlushBucketKeys flush -> new FlushBucketKeys.Result(1);
            case ListBucketKeys list ->
                new ListBucketKeys.Result(
                        List.of(new ListBucketKeys.LiveBucketKey(
                                "bk-1",
                                region,
                                list.bucket(),
                                list.kmsKeyArn().orElse("arn:aws:kms:us-east-1:111111111111:key/1"),
                                caller.principal().policyArn(),
                                "GenerateDataKey",
                                Instant.parse("2026-11-01T10:00:00Z"),
                                Instant.parse("2026-11-01T10:05:00Z"),
                                7)),
                        Duration.ofMinutes(5));
            case ExplainObject explain ->
                new ExplainObject.Result(
                        explain.versionId().orElse("null"),
                        "o-1",
                        5,
                        new AppliedEncryption(Optional.of("aws:kms"), Optional.of("arn:aws:kms:x:1:key/1"), false),
                        Map.of("aws:s3:arn", "arn:aws:s3:::b/k"),
                        "AES-256-GCM",
                        1,
                        65_536,
                        1,
                        Optional.empty(),
                        200,
                        73,
                        "etag");
            default -> throw new AwsException("NotImplemented", 501, operation.toString());
        };
    }
}
