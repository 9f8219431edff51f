package dev.coffer.storage.multipart;

import dev.coffer.aws.Region;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.encryption.KeyScope;
import dev.coffer.storage.encryption.StoredEncryption;
import dev.coffer.storage.object.Draft;
import dev.coffer.storage.object.ObjectId;
import java.time.Instant;
import java.util.Map;

/**
 * An upload: all that the object will be, but for its bytes. Its data key exists from the beginning, bound to the object
 * id that was drawn for it.
 *
 * @param completed whether it has become an object
 */
record Upload(
        Region region,
        BucketName bucket,
        ObjectKey key,
        String id,
        ObjectId objectId,
        Instant initiated,
        String initiatorArn,
        String ownerCanonicalId,
        String storageClass,
        ObjectHeaders headers,
        Map<String, String> userMetadata,
        Map<String, String> tags,
        UploadChecksum checksum,
        StoredEncryption encryption,
        boolean completed) {
    /** Copies the maps. */
    Upload {
        userMetadata = Map.copyOf(userMetadata);
        tags = Map.copyOf(tags);
    }

    /** The same with its data key. */
    Upload with(StoredEncryption newEncryption) {
        return new Upload(
                region,
                bucket,
                key,
                id,
                objectId,
                initiated,
                initiatorArn,
                ownerCanonicalId,
                storageClass,
                headers,
                userMetadata,
                tags,
                checksum,
                newEncryption,
                completed);
    }

    /** What its data key is for. */
    KeyScope scope() {
        return new KeyScope(region, bucket, key, objectId);
    }

    /** The object that it becomes, under {@code conditions}. */
    Draft draft(Conditions conditions) {
        return new Draft(
                bucket,
                key,
                headers,
                userMetadata,
                tags,
                storageClass,
                conditions,
                "ObjectCreated:CompleteMultipartUpload");
    }
}
