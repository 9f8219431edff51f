package dev.coffer.storage.bucket;

import dev.coffer.api.Nothing;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.CreateBucket;
import dev.coffer.storage.api.DeleteBucket;
import dev.coffer.storage.api.GetBucketLocation;
import dev.coffer.storage.api.GetBucketSetting;
import dev.coffer.storage.api.HeadBucket;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.metadata.MetadataLimits;
import dev.coffer.storage.outbox.OutboxMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Buckets come, are looked for, and go. */
@ApplicationScoped
public class BucketOperations implements Operations {
    private final Buckets buckets;
    private final BucketEntities entities;
    private final Authorizer authorizer;
    private final ManagementTrail trail;
    private final CofferClock clock;
    private final EncryptionFloor floor;

    BucketOperations(
            Buckets buckets,
            BucketEntities entities,
            Authorizer authorizer,
            ManagementTrail trail,
            CofferClock clock,
            @ConfigProperty(name = "coffer.encryption-floor", defaultValue = "AES256") String floor) {
        this.buckets = buckets;
        this.entities = entities;
        this.authorizer = authorizer;
        this.trail = trail;
        this.clock = clock;
        this.floor = EncryptionFloor.parse(floor);
    }

    @Override
    public void register(OperationTable table) {
        table.on(
                CreateBucket.class,
                trail.changing(
                        "CreateBucket",
                        op -> op.encryptionFloor().isEmpty()
                                ? Map.of()
                                : Map.of(
                                        "x-coffer-encryption-floor",
                                        op.encryptionFloor().get()),
                        this::create));
        table.on(HeadBucket.class, trail.reading("HeadBucket", this::head));
        table.on(GetBucketLocation.class, trail.reading("GetBucketLocation", this::location));
        table.on(GetBucketSetting.class, trail.reading(op -> SettingNames.eventName(op.kind()), this::setting));
        table.on(DeleteBucket.class, trail.changing("DeleteBucket", op -> Map.of(), this::delete));
    }

    private Nothing create(CreateBucket op, StorageCall call, OutboxMessage told) {
        authorizer.requireToCreate(call.caller(), call.region(), op.bucket().arn());
        MetadataLimits.checkBucketTags(op.tags());
        BucketEntity bucket = new BucketEntity();
        bucket.region = call.region().id();
        bucket.name = op.bucket().value();
        bucket.ownerAccount = call.caller().principal().account().value();
        bucket.ownerCanonicalId = call.caller().canonicalUserId();
        bucket.createdAt = clock.now();
        bucket.encryptionFloor =
                op.encryptionFloor().map(EncryptionFloor::parse).orElse(floor).text();
        bucket.tags(op.tags());
        entities.create(bucket, told);
        return Nothing.NOTHING;
    }

    private Nothing head(HeadBucket op, StorageCall call) {
        authorizer.requireOnBucket(call.caller(), buckets.require(call.region(), op.bucket()), "s3:ListBucket");
        return Nothing.NOTHING;
    }

    private GetBucketLocation.Result location(GetBucketLocation op, StorageCall call) {
        authorizer.requireOnBucket(call.caller(), buckets.require(call.region(), op.bucket()), "s3:GetBucketLocation");
        return new GetBucketLocation.Result(call.region());
    }

    private GetBucketSetting.Result setting(GetBucketSetting op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnBucket(call.caller(), bucket, SettingNames.action(op.kind()));
        return new GetBucketSetting.Result(bucket.ownerCanonicalId());
    }

    private Nothing delete(DeleteBucket op, StorageCall call, OutboxMessage told) {
        authorizer.requireOnBucket(call.caller(), buckets.require(call.region(), op.bucket()), "s3:DeleteBucket");
        entities.delete(call.region(), op.bucket(), told);
        return Nothing.NOTHING;
    }
}
