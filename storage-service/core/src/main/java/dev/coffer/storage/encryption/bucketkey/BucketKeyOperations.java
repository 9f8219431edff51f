package dev.coffer.storage.encryption.bucketkey;

import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.FlushBucketKeys;
import dev.coffer.storage.api.ListBucketKeys;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Buckets;
import jakarta.enterprise.context.ApplicationScoped;

/** What the admin API shows and does with bucket keys. */
@ApplicationScoped
public class BucketKeyOperations implements Operations {
    private final Buckets buckets;
    private final Authorizer authorizer;
    private final BucketKeys keys;

    BucketKeyOperations(Buckets buckets, Authorizer authorizer, BucketKeys keys) {
        this.buckets = buckets;
        this.authorizer = authorizer;
        this.keys = keys;
    }

    @Override
    public void register(OperationTable table) {
        table.on(ListBucketKeys.class, this::list);
        table.on(FlushBucketKeys.class, this::flush);
    }

    private ListBucketKeys.Result list(ListBucketKeys op, StorageCall call) {
        authorizer.requireOnBucket(call.caller(), buckets.require(call.region(), op.bucket()), "coffer:ListBucketKeys");
        return keys.list(call.region(), op.bucket(), op.kmsKeyArn());
    }

    private FlushBucketKeys.Result flush(FlushBucketKeys op, StorageCall call) {
        authorizer.requireOnBucket(
                call.caller(), buckets.require(call.region(), op.bucket()), "coffer:FlushBucketKeys");
        return new FlushBucketKeys.Result(keys.flush(call.region(), op.bucket(), op.kmsKeyArn()));
    }
}
