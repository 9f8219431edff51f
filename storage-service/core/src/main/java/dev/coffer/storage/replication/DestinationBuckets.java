package dev.coffer.storage.replication;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.identity.Caller;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DescribeDestination;
import dev.coffer.storage.api.StorageApi;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Destinations of replication, in whatever region and database they are: the storage service there is asked. */
@ApplicationScoped
public class DestinationBuckets implements Operations {
    private final Buckets buckets;
    private final BucketRegions directory;
    private final StorageApi regions;

    DestinationBuckets(Buckets buckets, BucketRegions directory, StorageApi regions) {
        this.buckets = buckets;
        this.directory = directory;
        this.regions = regions;
    }

    @Override
    public void register(OperationTable table) {
        table.on(DescribeDestination.class, this::describe);
    }

    /** The bucket, if there is one of that name in any region. */
    public Optional<DescribeDestination.Result> find(BucketName bucket, Caller requester) {
        try {
            return directory
                    .regionOf(bucket)
                    .map(region -> regions.call(new DescribeDestination(bucket), region, requester));
        } catch (AwsException e) {
            if (S3Error.NO_SUCH_BUCKET.is(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private DescribeDestination.Result describe(DescribeDestination op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        return new DescribeDestination.Result(bucket.owner(), bucket.versioning());
    }
}
