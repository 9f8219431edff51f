package dev.coffer.storage.replication;

import dev.coffer.aws.Arn;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DescribeDestination;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.ReplicationRule;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.metadata.StorageClasses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Whether a replication configuration makes sense; one that does gets ids for the rules that have none. Pure but for what
 * it asks of destinations. Source: "PutBucketReplication", Amazon S3 API Reference; spec section 7.
 */
public final class ConfigurationCheck {
    private static final int MAX_RULES = 1_000;
    private static final int MAX_ID = 255;

    private ConfigurationCheck() {}

    /**
     * Checks.
     *
     * @param source the source bucket
     * @param versioning the source bucket's
     * @throws AwsException {@code InvalidRequest}, {@code InvalidArgument} or {@code MalformedXML}
     */
    public static ReplicationConfiguration check(
            ReplicationConfiguration configuration,
            BucketName source,
            Versioning versioning,
            Function<BucketName, Optional<DescribeDestination.Result>> destinations) {
        if (versioning != Versioning.ENABLED) {
            throw S3Error.INVALID_REQUEST.because(
                    "Versioning must be 'Enabled' on the bucket to apply a replication configuration");
        }
        requireRole(configuration.role());
        if (configuration.rules().isEmpty() || configuration.rules().size() > MAX_RULES) {
            throw S3Error.MALFORMED_XML.error();
        }
        boolean v1 = configuration.rules().getFirst().v1();
        List<ReplicationRule> named = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<Integer> priorities = new HashSet<>();
        for (ReplicationRule rule : configuration.rules()) {
            if (rule.v1() != v1) {
                throw S3Error.INVALID_REQUEST.because("Rules of both schema versions can't be in one configuration");
            }
            checkShape(rule);
            if (!v1 && !priorities.add(rule.priority().orElse(0))) {
                throw S3Error.INVALID_REQUEST.because("Found duplicate priority values in the rules.");
            }
            String id = rule.id()
                    .filter(i -> !i.isEmpty())
                    .orElseGet(() -> UUID.randomUUID().toString());
            if (id.length() > MAX_ID || !ids.add(id)) {
                throw S3Error.INVALID_ARGUMENT.because("Rule Id must be unique and of at most 255 characters");
            }
            checkDestination(rule, source, destinations);
            named.add(withId(rule, id));
        }
        return new ReplicationConfiguration(configuration.role(), named);
    }

    private static void requireRole(String role) {
        try {
            Arn arn = Arn.parse(role);
            if (arn.service().equals("iam") && arn.resource().startsWith("role/")) {
                return;
            }
        } catch (IllegalArgumentException notAnArn) {
            // falls through
        }
        throw S3Error.INVALID_ARGUMENT.because("Invalid Role ARN in the replication configuration.");
    }

    private static void checkShape(ReplicationRule rule) {
        if (rule.v1()) {
            if (rule.priority().isPresent() || rule.deleteMarkerReplication().isPresent()) {
                throw S3Error.MALFORMED_XML.error();
            }
        } else if (rule.deleteMarkerReplication().isEmpty()) {
            throw S3Error.INVALID_REQUEST.because("DeleteMarkerReplication must be specified for this version of the"
                    + " Cross Region Replication configuration schema.");
        } else if (rule.priority().isEmpty()) {
            throw S3Error.INVALID_REQUEST.because(
                    "Priority must be specified for this version of the Cross Region Replication configuration schema.");
        } else if (!rule.tags().isEmpty() && rule.deleteMarkerReplication().get()) {
            throw S3Error.INVALID_REQUEST.because(
                    "Delete marker replication is not supported if any Tag filter is specified.");
        }
        boolean replicaKey = rule.destination().replicaKmsKeyId().isPresent();
        if (rule.sseKmsEncryptedObjects() && !replicaKey) {
            throw S3Error.INVALID_REQUEST.because(
                    "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is" + " present.");
        }
        if (replicaKey && !rule.sseKmsEncryptedObjects()) {
            throw S3Error.INVALID_REQUEST.because(
                    "SseKmsEncryptedObjects must be specified if" + " EncryptionConfiguration tag is present.");
        }
        rule.destination().storageClass().ifPresent(StorageClasses::require);
    }

    private static void checkDestination(
            ReplicationRule rule,
            BucketName source,
            Function<BucketName, Optional<DescribeDestination.Result>> destinations) {
        BucketName name = destinationName(rule);
        if (name.equals(source)) {
            throw S3Error.INVALID_REQUEST.because("Destination bucket cannot be the same as the source bucket.");
        }
        DescribeDestination.Result destination = destinations
                .apply(name)
                .orElseThrow(() -> S3Error.INVALID_REQUEST.because("Destination bucket must exist."));
        if (destination.versioning() != Versioning.ENABLED) {
            throw S3Error.INVALID_REQUEST.because("Destination bucket must have versioning enabled.");
        }
        if (rule.destination()
                .account()
                .filter(a -> !a.equals(destination.owner().value()))
                .isPresent()) {
            throw S3Error.INVALID_REQUEST.because("Account ID in the configuration does not own the destination.");
        }
    }

    private static BucketName destinationName(ReplicationRule rule) {
        try {
            Arn arn = Arn.parse(rule.destination().bucketArn());
            if (arn.service().equals("s3")
                    && arn.region().isEmpty()
                    && arn.account().isEmpty()) {
                return new BucketName(arn.resource());
            }
        } catch (IllegalArgumentException | AwsException notABucket) {
            // falls through
        }
        throw S3Error.INVALID_ARGUMENT.because("Invalid bucket ARN.");
    }

    private static ReplicationRule withId(ReplicationRule rule, String id) {
        return new ReplicationRule(
                Optional.of(id),
                rule.enabled(),
                rule.priority(),
                rule.v1(),
                rule.prefix(),
                rule.tags(),
                rule.filterUsesAnd(),
                rule.deleteMarkerReplication(),
                rule.sseKmsEncryptedObjects(),
                rule.replicaModifications(),
                rule.existingObjectReplication(),
                rule.destination());
    }
}
