package dev.coffer.storage.bucket;

import dev.coffer.api.Nothing;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.DeleteBucketReplication;
import dev.coffer.storage.api.GetBucketReplication;
import dev.coffer.storage.api.PutBucketReplication;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.outbox.OutboxMessage;
import dev.coffer.storage.replication.ConfigurationCheck;
import dev.coffer.storage.replication.DestinationBuckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replication configurations of buckets. */
@ApplicationScoped
public class BucketReplication implements Operations {
    private final Buckets buckets;
    private final BucketEntities entities;
    private final Authorizer authorizer;
    private final ManagementTrail trail;
    private final DestinationBuckets destinations;

    BucketReplication(
            Buckets buckets,
            BucketEntities entities,
            Authorizer authorizer,
            ManagementTrail trail,
            DestinationBuckets destinations) {
        this.buckets = buckets;
        this.entities = entities;
        this.authorizer = authorizer;
        this.trail = trail;
        this.destinations = destinations;
    }

    @Override
    public void register(OperationTable table) {
        table.on(GetBucketReplication.class, trail.reading("GetBucketReplication", this::get));
        table.on(
                PutBucketReplication.class,
                trail.changing("PutBucketReplication", op -> describe(op.configuration()), this::put));
        table.on(
                DeleteBucketReplication.class, trail.changing("DeleteBucketReplication", op -> Map.of(), this::delete));
    }

    private ReplicationConfiguration get(GetBucketReplication op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnBucket(call.caller(), bucket, "s3:GetReplicationConfiguration");
        return bucket.replication()
                .orElseThrow(() -> S3Error.REPLICATION_CONFIGURATION_NOT_FOUND.with(
                        Map.of("BucketName", op.bucket().value())));
    }

    private Nothing put(PutBucketReplication op, StorageCall call, OutboxMessage told) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnBucket(call.caller(), bucket, "s3:PutReplicationConfiguration");
        ReplicationConfiguration checked = ConfigurationCheck.check(
                op.configuration(), op.bucket(), bucket.versioning(), name -> destinations.find(name, call.caller()));
        entities.change(
                call.region(),
                op.bucket(),
                entity -> {
                    if (entity.versioning != bucket.versioning()) {
                        throw S3Error.OPERATION_ABORTED.error();
                    }
                    entity.replication(Optional.of(checked));
                },
                told);
        return Nothing.NOTHING;
    }

    private Nothing delete(DeleteBucketReplication op, StorageCall call, OutboxMessage told) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnBucket(call.caller(), bucket, "s3:PutReplicationConfiguration");
        entities.change(call.region(), op.bucket(), entity -> entity.replication(Optional.empty()), told);
        return Nothing.NOTHING;
    }

    private static Map<String, Object> describe(ReplicationConfiguration configuration) {
        List<Map<String, String>> rules = configuration.rules().stream()
                .map(rule -> Map.of(
                        "ID",
                        rule.id().orElse(""),
                        "Destination",
                        rule.destination().bucketArn()))
                .toList();
        return Map.of("ReplicationConfiguration", Map.of("Role", configuration.role(), "Rule", rules));
    }
}
