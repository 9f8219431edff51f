package dev.coffer.storage.object;

import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.metadata.MetadataLimits;
import dev.coffer.storage.metadata.StorageClasses;
import java.util.Map;

/**
 * What a writer says of a new object, besides its bytes and its encryption.
 *
 * @param conditions that the key must meet when it is committed
 * @param eventName such as {@code ObjectCreated:Put}
 */
public record Draft(
        BucketName bucket,
        ObjectKey key,
        ObjectHeaders headers,
        Map<String, String> userMetadata,
        Map<String, String> tags,
        String storageClass,
        Conditions conditions,
        String eventName) {

    /** @throws dev.coffer.aws.error.AwsException if metadata, tags or storage class are out of bounds */
    public Draft {
        userMetadata = Map.copyOf(userMetadata);
        tags = Map.copyOf(tags);
        MetadataLimits.checkUserMetadata(userMetadata);
        MetadataLimits.checkObjectTags(tags);
        StorageClasses.require(storageClass);
    }
}
