package dev.coffer.storage.authorization;

import dev.coffer.aws.Arn;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.api.IdentityPolicies;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.identity.Caller;
import dev.coffer.identity.PolicyRequests;
import dev.coffer.identity.Principal;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.policy.Decision;
import dev.coffer.policy.PolicyRequest;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.bucket.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a caller may do what it asks. A bucket without a policy of its own is its account's: the account's root may
 * everything, its users and roles what their identity policies allow, and everybody else nothing.
 */
@ApplicationScoped
public class Authorizer {
    private final IdentityPolicies policies;
    private final CofferClock clock;

    Authorizer(PolicySets sets, CofferClock clock) {
        this.policies = new IdentityPolicies(sets);
        this.clock = clock;
    }

    /**
     * An action on the bucket itself.
     *
     * @param action such as {@code s3:ListBucket}
     * @throws AwsException {@code AccessDenied}
     */
    public void requireOnBucket(Caller caller, Bucket bucket, String action) {
        require(caller, bucket, action, bucket.name().arn(), Map.of());
    }

    /**
     * An action on a bucket, under condition keys of its own such as {@code s3:prefix}.
     *
     * @throws AwsException {@code AccessDenied}
     */
    public void requireOnBucket(Caller caller, Bucket bucket, String action, Map<String, List<String>> conditions) {
        require(caller, bucket, action, bucket.name().arn(), conditions);
    }

    /**
     * An action on an object.
     *
     * @throws AwsException {@code AccessDenied}
     */
    public void requireOnObject(Caller caller, Bucket bucket, ObjectKey key, String action) {
        requireOnObject(caller, bucket, key, action, Map.of());
    }

    /**
     * An action on an object, under {@link ConditionKeys condition keys} of its own.
     *
     * @throws AwsException {@code AccessDenied}
     */
    public void requireOnObject(
            Caller caller, Bucket bucket, ObjectKey key, String action, Map<String, List<String>> conditions) {
        require(caller, bucket, action, Arn.ofObject(bucket.name().value(), key.value()), conditions);
    }

    /**
     * Writing an object, with tags if it has any.
     *
     * @throws AwsException {@code AccessDenied}
     */
    public void requireToWrite(
            Caller caller,
            Bucket bucket,
            ObjectKey key,
            EncryptionRequest encryption,
            Optional<String> storageClass,
            Map<String, String> tags) {
        Map<String, List<String>> conditions = ConditionKeys.ofWrite(encryption, storageClass, tags);
        requireOnObject(caller, bucket, key, "s3:PutObject", conditions);
        if (!tags.isEmpty()) {
            requireOnObject(caller, bucket, key, "s3:PutObjectTagging", conditions);
        }
    }

    /** Before there is a bucket. */
    public void requireToCreate(Caller caller, Region region, String bucketArn) {
        if (caller.principal() instanceof Principal.Anonymous) {
            throw S3Error.ACCESS_DENIED.error();
        }
        decide(caller, region, "s3:CreateBucket", bucketArn, Map.of());
    }

    /** Whether an action on the bucket is allowed; where not, what does not exist must look the same as what does. */
    public boolean allowsOnBucket(Caller caller, Bucket bucket, String action) {
        try {
            requireOnBucket(caller, bucket, action);
            return true;
        } catch (AwsException denied) {
            return false;
        }
    }

    private void require(
            Caller caller, Bucket bucket, String action, String resource, Map<String, List<String>> conditions) {
        if (!caller.principal().account().equals(bucket.owner()) || caller.principal() instanceof Principal.Anonymous) {
            throw S3Error.ACCESS_DENIED.error();
        }
        decide(caller, bucket.region(), action, resource, conditions);
    }

    private void decide(
            Caller caller, Region region, String action, String resource, Map<String, List<String>> conditions) {
        PolicyRequest request = PolicyRequests.of(caller, action, resource, region, clock.real())
                .plus(conditions);
        Decision decision = policies.decide(caller, request);
        if (!decision.isAllow()) {
            throw S3Error.ACCESS_DENIED.because("User: " + caller.principal().arn() + " is not authorized to perform: "
                    + action + " on resource: \"" + resource + "\" " + decision.because(action));
        }
    }
}
