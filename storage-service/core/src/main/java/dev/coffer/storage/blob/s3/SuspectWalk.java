package dev.coffer.storage.blob.s3;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Walks a region's blobs in the order of their names, which is that of their ids and so of the time when their writes began.
 * A turn goes on where the last one met the first blob that was too young. A blob before
 * that which became an orphan later, as its deletion was lost, here or in another instance, shows when, once a day,
 * everything is walked.
 */
final class SuspectWalk {
    private static final long FORGOTTEN_AFTER_NANOS = Duration.ofHours(24).toNanos();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final StoredObjects objects;
    private final Region region;
    private Optional<String> shown = Optional.empty();
    private long since = System.nanoTime();

    SuspectWalk(StoredObjects objects, Region region) {
        this.objects = objects;
        this.region = region;
    }

    /** Shows blobs that were committed before {@code limit}: those that no earlier turn has shown. */
    synchronized void turn(Instant limit, Consumer<BlobName> visitor) {
        if (System.nanoTime() - since > FORGOTTEN_AFTER_NANOS) {
            shown = Optional.empty();
            since = System.nanoTime();
        }
        Optional<String> at = shown;
        do {
            ListObjectsV2Response page = objects.list(objects.prefix(region), at);
            for (S3Object object : page.contents()) {
                if (!object.lastModified().isBefore(limit)) {
                    return;
                }
                Optional<BlobName> blob = name(object);
                if (blob.isPresent()) {
                    visitor.accept(blob.get());
                    shown = Optional.of(object.key());
                }
            }
            at = next(page);
        } while (at.isPresent());
    }

    /** Shows all blobs that were committed before {@code limit}. */
    static void everything(StoredObjects objects, Region region, Instant limit, Consumer<BlobName> visitor) {
        SuspectWalk walk = new SuspectWalk(objects, region);
        Optional<String> at = Optional.empty();
        do {
            ListObjectsV2Response page = objects.list(objects.prefix(region), at);
            page.contents().stream()
                    .filter(object -> object.lastModified().isBefore(limit))
                    .flatMap(object -> walk.name(object).stream())
                    .forEach(visitor);
            at = next(page);
        } while (at.isPresent());
    }

    private static Optional<String> next(ListObjectsV2Response page) {
        List<S3Object> there = page.contents();
        return page.isTruncated() && !there.isEmpty()
                ? Optional.of(there.getLast().key())
                : Optional.empty();
    }

    private Optional<BlobName> name(S3Object object) {
        String id = object.key().substring(objects.prefix(region).length());
        return ID.matcher(id).matches() ? Optional.of(new BlobName(region, UUID.fromString(id))) : Optional.empty();
    }
}
