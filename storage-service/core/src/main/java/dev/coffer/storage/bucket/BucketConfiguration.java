package dev.coffer.storage.bucket;

import dev.coffer.api.Nothing;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteBucketEncryption;
import dev.coffer.storage.api.DeleteBucketTagging;
import dev.coffer.storage.api.EncryptionConfiguration;
import dev.coffer.storage.api.GetBucketEncryption;
import dev.coffer.storage.api.GetBucketTagging;
import dev.coffer.storage.api.GetBucketVersioning;
import dev.coffer.storage.api.PutBucketEncryption;
import dev.coffer.storage.api.PutBucketTagging;
import dev.coffer.storage.api.PutBucketVersioning;
import dev.coffer.storage.api.TagSet;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.metadata.MetadataLimits;
import dev.coffer.storage.outbox.OutboxMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Default encryption, versioning and tags of buckets. */
@ApplicationScoped
public class BucketConfiguration implements Operations {
    private final Buckets buckets;
    private final BucketEntities entities;
    private final Authorizer authorizer;
    private final ManagementTrail trail;

    BucketConfiguration(Buckets buckets, BucketEntities entities, Authorizer authorizer, ManagementTrail trail) {
        this.buckets = buckets;
        this.entities = entities;
        this.authorizer = authorizer;
        this.trail = trail;
    }

    @Override
    public void register(OperationTable table) {
        table.on(GetBucketEncryption.class, trail.reading("GetBucketEncryption", this::encryption));
        table.on(
                PutBucketEncryption.class,
                trail.changing("PutBucketEncryption", op -> describe(op.configuration()), this::putEncryption));
        table.on(
                DeleteBucketEncryption.class,
                trail.changing("DeleteBucketEncryption", op -> Map.of(), this::deleteEncryption));
        table.on(GetBucketVersioning.class, trail.reading("GetBucketVersioning", this::versioning));
        table.on(
                PutBucketVersioning.class,
                trail.changing(
                        "PutBucketVersioning",
                        op -> Map.of(
                                "VersioningConfiguration",
                                Map.of("Status", op.versioning() == Versioning.ENABLED ? "Enabled" : "Suspended")),
                        this::putVersioning));
        table.on(GetBucketTagging.class, trail.reading("GetBucketTagging", this::tagging));
        table.on(PutBucketTagging.class, trail.changing("PutBucketTagging", op -> Map.of(), this::putTagging));
        table.on(DeleteBucketTagging.class, trail.changing("DeleteBucketTagging", op -> Map.of(), this::deleteTagging));
    }

    private EncryptionConfiguration encryption(GetBucketEncryption op, StorageCall call) {
        Bucket bucket = allowed(op.bucket(), call, "s3:GetEncryptionConfiguration");
        return bucket.encryption().orElseGet(() -> {
            if (bucket.floor() == EncryptionFloor.NONE) {
                throw S3Error.SERVER_SIDE_ENCRYPTION_CONFIGURATION_NOT_FOUND.with(
                        Map.of("BucketName", bucket.name().value()));
            }
            return new EncryptionConfiguration("AES256", Optional.empty(), false, Set.of());
        });
    }

    private Nothing putEncryption(PutBucketEncryption op, StorageCall call, OutboxMessage told) {
        allowed(op.bucket(), call, "s3:PutEncryptionConfiguration");
        check(op.configuration());
        return change(op.bucket(), call, bucket -> bucket.encryption(Optional.of(op.configuration())), told);
    }

    private Nothing deleteEncryption(DeleteBucketEncryption op, StorageCall call, OutboxMessage told) {
        allowed(op.bucket(), call, "s3:PutEncryptionConfiguration");
        return change(op.bucket(), call, bucket -> bucket.encryption(Optional.empty()), told);
    }

    private GetBucketVersioning.Result versioning(GetBucketVersioning op, StorageCall call) {
        return new GetBucketVersioning.Result(
                allowed(op.bucket(), call, "s3:GetBucketVersioning").versioning());
    }

    private Nothing putVersioning(PutBucketVersioning op, StorageCall call, OutboxMessage told) {
        allowed(op.bucket(), call, "s3:PutBucketVersioning");
        if (op.versioning() == Versioning.OFF) {
            throw S3Error.MALFORMED_XML.error();
        }
        return change(
                op.bucket(),
                call,
                bucket -> {
                    if (op.versioning() == Versioning.SUSPENDED && bucket.replication != null) {
                        throw new AwsException(
                                "InvalidBucketState",
                                409,
                                "A replication configuration is present on this bucket, so you cannot change the"
                                        + " versioning state. To change the versioning state, first delete the"
                                        + " replication configuration.");
                    }
                    bucket.versioning = op.versioning();
                },
                told);
    }

    private TagSet tagging(GetBucketTagging op, StorageCall call) {
        Map<String, String> tags =
                allowed(op.bucket(), call, "s3:GetBucketTagging").tags();
        if (tags.isEmpty()) {
            throw S3Error.NO_SUCH_TAG_SET.with(Map.of("BucketName", op.bucket().value()));
        }
        return new TagSet(tags, Optional.empty());
    }

    private Nothing putTagging(PutBucketTagging op, StorageCall call, OutboxMessage told) {
        allowed(op.bucket(), call, "s3:PutBucketTagging");
        MetadataLimits.checkBucketTags(op.tags());
        return change(op.bucket(), call, bucket -> bucket.tags(op.tags()), told);
    }

    private Nothing deleteTagging(DeleteBucketTagging op, StorageCall call, OutboxMessage told) {
        allowed(op.bucket(), call, "s3:PutBucketTagging");
        return change(op.bucket(), call, bucket -> bucket.tags(Map.of()), told);
    }

    private Bucket allowed(BucketName name, StorageCall call, String action) {
        Bucket bucket = buckets.require(call.region(), name);
        authorizer.requireOnBucket(call.caller(), bucket, action);
        return bucket;
    }

    private Nothing change(
            BucketName name, StorageCall call, java.util.function.Consumer<BucketEntity> change, OutboxMessage told) {
        entities.change(call.region(), name, change, told);
        return Nothing.NOTHING;
    }

    /** The key id is anybody's guess until an object is written; only what can't be is refused. */
    private static void check(EncryptionConfiguration configuration) {
        switch (configuration.sseAlgorithm()) {
            case "AES256" -> {
                if (configuration.kmsKeyId().isPresent()) {
                    throw S3Error.INVALID_ARGUMENT.because(
                            "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or"
                                    + " aws:kms:dsse");
                }
            }
            case "aws:kms" -> {}
            case "aws:kms:dsse" -> throw S3Error.NOT_IMPLEMENTED.because("Dual-layer encryption is not implemented");
            default -> throw S3Error.MALFORMED_XML.error();
        }
    }

    private static Map<String, Object> describe(EncryptionConfiguration configuration) {
        Map<String, Object> byDefault = new LinkedHashMap<>();
        byDefault.put("SSEAlgorithm", configuration.sseAlgorithm());
        configuration.kmsKeyId().ifPresent(id -> byDefault.put("KMSMasterKeyID", id));
        return Map.of(
                "ServerSideEncryptionConfiguration",
                Map.of(
                        "Rule",
                        Map.of(
                                "ApplyServerSideEncryptionByDefault",
                                byDefault,
                                "BucketKeyEnabled",
                                configuration.bucketKeyEnabled())));
    }
}
