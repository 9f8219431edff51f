package dev.coffer.storage.encryption;

import dev.coffer.aws.Arn;
import dev.coffer.aws.Region;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.wrap.WrapBinding;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.object.ObjectId;
import java.util.Map;

/** What a data key is for; it opens nothing else. */
public record KeyScope(Region region, BucketName bucket, ObjectKey key, ObjectId objectId) {

    /** The encryption context without a bucket key: the object's ARN and the writer's pairs. */
    public EncryptionContext objectContext(Map<String, String> added) {
        return EncryptionContext.of(added).plus(EncryptionContext.S3_ARN, Arn.ofObject(bucket.value(), key.value()));
    }

    /** The encryption context of a bucket key: the bucket's ARN and the writer's pairs. */
    public EncryptionContext bucketContext(Map<String, String> added) {
        return EncryptionContext.of(added).plus(EncryptionContext.S3_ARN, bucket.arn());
    }

    /** What the wrapped data key is bound to. */
    public WrapBinding binding(EncryptionContext context) {
        return new WrapBinding.OfObject(bucket.value(), key.value(), objectId.value(), context);
    }
}
