package dev.coffer.storage.replication;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.AppliedEncryption;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.ReplicationSource;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.encryption.EncryptionDecision;
import dev.coffer.storage.encryption.EncryptionPlan;
import java.util.Optional;

/**
 * How a replica is encrypted. Pure. Source: "Replicating encrypted objects", Amazon S3 User Guide; the table of spec
 * section 7.
 *
 * @param plan with which keys
 * @param drawnHere whether the data key is drawn here and given to KMS to encrypt, as of an SSE-KMS source, instead of
 *     coming from KMS
 * @param keepsEtag whether source and replica both show an MD5
 */
public record ReplicaEncryption(EncryptionPlan plan, boolean drawnHere, boolean keepsEtag) {

    /** @throws dev.coffer.aws.error.AwsException if the rule names no key for an SSE-KMS source, or one of another region */
    public static ReplicaEncryption decide(
            ReplicationSource source, Optional<String> replicaKmsKeyId, Bucket destination, Region region) {
        AppliedEncryption applied = source.encryption();
        if (applied.type().isEmpty()) {
            EncryptionPlan plan = EncryptionDecision.decide(
                    EncryptionRequest.NONE, destination.encryption(), destination.floor(), region, false);
            return new ReplicaEncryption(plan, false, !(plan instanceof EncryptionPlan.SseKms));
        }
        if (applied.type().get().equals("AES256")) {
            return new ReplicaEncryption(new EncryptionPlan.SseS3(), false, true);
        }
        if (!applied.type().get().equals("aws:kms")) {
            throw S3Error.NOT_IMPLEMENTED.error();
        }
        String key = replicaKmsKeyId.orElseThrow(
                () -> S3Error.INVALID_REQUEST.because("ReplicaKmsKeyID must be specified for SSE-KMS objects"));
        EncryptionDecision.requireRegion(key, region);
        return new ReplicaEncryption(
                new EncryptionPlan.SseKms(key, source.addedContext(), applied.bucketKeyEnabled()), true, false);
    }
}
