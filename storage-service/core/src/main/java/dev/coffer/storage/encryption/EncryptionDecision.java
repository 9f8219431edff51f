package dev.coffer.storage.encryption;

import dev.coffer.aws.Arn;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.storage.api.EncryptionConfiguration;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.EncryptionFloor;
import java.util.Map;
import java.util.Optional;

/**
 * Which encryption a new object gets: its request decides, else the bucket's default, else the floor. Pure. Source:
 * "Setting default server-side encryption behavior for Amazon S3 buckets" and the headers of PutObject.
 */
public final class EncryptionDecision {
    /** The key of SSE-KMS where none is named: AWS's own, of the requester's account, made on first use. */
    public static final String DEFAULT_KEY = "alias/aws/s3";

    static final String AES256 = "AES256";
    static final String KMS = "aws:kms";
    static final String DSSE = "aws:kms:dsse";

    private static final String TYPE = "x-amz-server-side-encryption";
    private static final String KEY_ID = "x-amz-server-side-encryption-aws-kms-key-id";
    private static final String CONTEXT = "x-amz-server-side-encryption-context";
    private static final String BUCKET_KEY = "x-amz-server-side-encryption-bucket-key-enabled";

    private EncryptionDecision() {}

    /** Decides for what {@code writer} writes into {@code bucket}. */
    public static EncryptionPlan decide(EncryptionRequest request, Bucket bucket, Caller writer) {
        return decide(
                request,
                bucket.encryption(),
                bucket.floor(),
                bucket.region(),
                writer.principal() instanceof Principal.Anonymous);
    }

    /**
     * Decides.
     *
     * @param anonymous whether nobody signed the request: SSE-KMS needs somebody
     * @throws AwsException {@code InvalidArgument} for headers that don't go together, {@code NotImplemented} for DSSE
     */
    public static EncryptionPlan decide(
            EncryptionRequest request,
            Optional<EncryptionConfiguration> bucketDefault,
            EncryptionFloor floor,
            Region region,
            boolean anonymous) {
        EncryptionPlan plan = request.type()
                .map(type -> byHeaders(type, request, bucketDefault))
                .orElseGet(() -> byDefault(request, bucketDefault, floor));
        if (plan instanceof EncryptionPlan.SseKms kms) {
            if (anonymous) {
                throw invalid(
                        "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature"
                                + " Version 4.",
                        "Authorization",
                        "null");
            }
            requireRegion(kms.keyId(), region);
        }
        return plan;
    }

    private static EncryptionPlan byHeaders(
            String type, EncryptionRequest request, Optional<EncryptionConfiguration> bucketDefault) {
        return switch (type) {
            case AES256 -> {
                refuseKmsHeaders(request, type);
                yield new EncryptionPlan.SseS3();
            }
            case KMS ->
                new EncryptionPlan.SseKms(
                        request.kmsKeyId().filter(id -> !id.isEmpty()).orElse(DEFAULT_KEY),
                        request.context().map(EncryptionContextHeader::parse).orElse(Map.of()),
                        bucketKey(request, bucketDefault));
            case DSSE -> throw S3Error.NOT_IMPLEMENTED.because("Dual-layer encryption is not implemented");
            default -> throw invalid("The encryption method specified is not supported", TYPE, type);
        };
    }

    private static EncryptionPlan byDefault(
            EncryptionRequest request, Optional<EncryptionConfiguration> bucketDefault, EncryptionFloor floor) {
        if (request.kmsKeyId().isPresent()) {
            throw needsKms(KEY_ID, request.kmsKeyId().get());
        }
        boolean kmsByDefault =
                bucketDefault.filter(d -> d.sseAlgorithm().equals(KMS)).isPresent();
        if (!kmsByDefault) {
            refuseKmsHeaders(request, "null");
            boolean encrypted = bucketDefault.isPresent() || floor == EncryptionFloor.AES256;
            return encrypted ? new EncryptionPlan.SseS3() : new EncryptionPlan.Plaintext();
        }
        return new EncryptionPlan.SseKms(
                bucketDefault.flatMap(EncryptionConfiguration::kmsKeyId).orElse(DEFAULT_KEY),
                request.context().map(EncryptionContextHeader::parse).orElse(Map.of()),
                bucketKey(request, bucketDefault));
    }

    /** The flag goes its own way: the request's, else the bucket's, also where the request names type and key. */
    private static boolean bucketKey(EncryptionRequest request, Optional<EncryptionConfiguration> bucketDefault) {
        return request.bucketKeyEnabled()
                .orElseGet(() -> bucketDefault
                        .map(EncryptionConfiguration::bucketKeyEnabled)
                        .orElse(false));
    }

    private static void refuseKmsHeaders(EncryptionRequest request, String type) {
        if (request.kmsKeyId().isPresent()) {
            throw needsKms(TYPE, type);
        }
        if (request.context().isPresent()) {
            throw needsKms(CONTEXT, request.context().get());
        }
        if (request.bucketKeyEnabled().isPresent()) {
            throw needsKms(BUCKET_KEY, request.bucketKeyEnabled().get().toString());
        }
    }

    /** @throws AwsException {@code KMS.NotFoundException} for the ARN of a key in another region */
    public static void requireRegion(String keyId, Region region) {
        if (keyId.startsWith("arn:")) {
            String keyRegion;
            try {
                keyRegion = Arn.parse(keyId).region();
            } catch (IllegalArgumentException notAnArn) {
                return; // KMS says what is wrong with it
            }
            if (!keyRegion.equals(region.id())) {
                throw new AwsException("KMS.NotFoundException", 400, "Invalid arn " + keyRegion);
            }
        }
    }

    private static AwsException needsKms(String argument, String value) {
        return invalid(
                "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption :"
                        + " aws:kms",
                argument,
                value);
    }

    private static AwsException invalid(String message, String argument, String value) {
        return new AwsException(
                S3Error.INVALID_ARGUMENT.code(),
                S3Error.INVALID_ARGUMENT.status(),
                message,
                Map.of("ArgumentName", argument, "ArgumentValue", value));
    }
}
