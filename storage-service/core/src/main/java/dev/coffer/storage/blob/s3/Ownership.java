package dev.coffer.storage.blob.s3;

import dev.coffer.aws.Region;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * To whose metadata a region's blobs belong: the object {@code PREFIX REGION/owner} says it, and whoever comes first writes
 * it. Another database, or one made anew, names none of the blobs: to it all of them would be orphans. So nothing is
 * written, listed or deleted before this has been looked at.
 */
final class Ownership {
    private static final int MAX_BYTES = 64;

    private final StoredObjects objects;
    private final StoreFaults faults;
    private final Supplier<UUID> self;
    private final Set<Region> mine = ConcurrentHashMap.newKeySet();
    private final Map<Region, String> others = new ConcurrentHashMap<>();

    /** @param self the identity of this deployment's metadata */
    Ownership(StoredObjects objects, StoreFaults faults, Supplier<UUID> self) {
        this.objects = objects;
        this.faults = faults;
        this.self = self;
    }

    /**
     * What was found once holds until the process ends.
     *
     * @throws dev.coffer.aws.error.AwsException {@code ServiceUnavailable} if they are others', or that can't be told
     */
    void require(Region region) {
        if (mine.contains(region)) {
            return;
        }
        String found = others.get(region);
        if (found != null) {
            throw faults.unavailable(found);
        }
        String key = objects.prefix(region) + "owner";
        byte[] id = self.get().toString().getBytes(StandardCharsets.US_ASCII);
        try {
            objects.putNew(key, id, id.length);
        } catch (S3Exception taken) {
            requireEqual(region, key, new String(id, StandardCharsets.US_ASCII));
        }
        mine.add(region);
    }

    private void requireEqual(Region region, String key, String id) {
        String owner;
        try {
            owner = new String(objects.tail(key, MAX_BYTES).bytes(), StandardCharsets.US_ASCII);
        } catch (S3Exception e) {
            throw faults.unavailable(
                    "who owns the blobs of " + region + " could not be read: status " + e.statusCode());
        }
        if (!owner.equals(id)) {
            String problem = "the blobs of " + region + " there belong to another database (" + key + " is " + owner
                    + ", this one is " + id + ")";
            others.put(region, problem);
            throw faults.unavailable(problem);
        }
    }
}
