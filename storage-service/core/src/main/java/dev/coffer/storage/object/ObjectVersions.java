package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.platform.sql.Database;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Object versions as readers find them: one indexed read, never cached. */
@ApplicationScoped
public class ObjectVersions {
    private final Database database;

    ObjectVersions(Database database) {
        this.database = database;
    }

    /** The latest version (or delete marker) of a key, or the one named. */
    public Optional<StoredVersion> find(Region region, BucketName bucket, ObjectKey key, Optional<String> versionId) {
        if (versionId.isEmpty()) {
            return VersionRows.latest(database.statements(), region, bucket, key);
        }
        return versionId
                .filter(VersionIds::isWellFormed)
                .flatMap(id -> VersionRows.find(database.statements(), region, bucket, key, id));
    }

    /**
     * The object that a request is about.
     *
     * @throws AwsException {@code NoSuchKey} or {@code NoSuchVersion}; {@code MethodNotAllowed} for a delete marker that was named
     */
    public StoredVersion require(Region region, BucketName bucket, ObjectKey key, Optional<String> versionId) {
        return require(find(region, bucket, key, versionId), key, versionId);
    }

    /**
     * What was found, if it is an object.
     *
     * @throws AwsException as above
     */
    public static StoredVersion require(Optional<StoredVersion> found, ObjectKey key, Optional<String> versionId) {
        StoredVersion version = found.orElseThrow(() -> missing(key, versionId));
        if (version.deleteMarker()) {
            Map<String, String> marker =
                    Map.of("Key", key.value(), "x-amz-delete-marker", "true", "x-amz-version-id", version.versionId());
            throw versionId.isPresent()
                    ? S3Error.METHOD_NOT_ALLOWED.with(Map.of(
                            "Method", "GET",
                            "ResourceType", "DeleteMarker",
                            "x-amz-delete-marker", "true",
                            "x-amz-version-id", version.versionId()))
                    : S3Error.NO_SUCH_KEY.with(marker);
        }
        return version;
    }

    /** The parts of a multipart object that hold the bytes of {@code span}, in order. */
    public List<StoredPart> parts(StoredVersion version, Span span) {
        return VersionRows.parts(
                database.statements(), version.region(), version.objectId(), span.offset(), span.last());
    }

    /** The parts of a multipart object whose numbers are above {@code number}, in order. */
    public List<StoredPart> partsAfter(StoredVersion version, int number, int limit) {
        return VersionRows.partsAfter(database.statements(), version.region(), version.objectId(), number, limit);
    }

    /** The version that a write made, unless it is gone. */
    public Optional<StoredVersion> madeBy(Region region, ObjectId write) {
        return VersionRows.byObject(database.statements(), region, write);
    }

    /** One part of a multipart object. */
    public Optional<StoredPart> part(StoredVersion version, int number) {
        return VersionRows.part(database.statements(), version.region(), version.objectId(), number);
    }

    /** Which of these blobs a version, a part or an upload's part names: the others are orphans. */
    public Set<BlobName> named(Region region, Collection<BlobName> blobs) {
        UUID[] ids = blobs.stream().map(BlobName::id).toArray(UUID[]::new);
        return new HashSet<>(database.statements()
                .query(
                        "select object_id, blob_location from storage.object_version where region = $1 and object_id = any($2)"
                                + " union select blob_id, null from storage.object_part where region = $1 and blob_id = any($2)"
                                + " union select blob_id, null from storage.multipart_part"
                                + " where region = $1 and blob_id = any($2)",
                        row -> new BlobName(
                                region,
                                row.getUUID(0),
                                Optional.ofNullable(row.getLong(1)).map(BlobLocation::unpacked)),
                        region.id(),
                        ids));
    }

    /** S3's refusal for an object that is not there. */
    public static AwsException missing(ObjectKey key, Optional<String> versionId) {
        if (versionId.filter(id -> !VersionIds.isWellFormed(id)).isPresent()) {
            return VersionIds.malformed("versionId", versionId.get());
        }
        return versionId
                .map(id -> S3Error.NO_SUCH_VERSION.with(Map.of("Key", key.value(), "VersionId", id)))
                .orElseGet(() -> S3Error.NO_SUCH_KEY.with(Map.of("Key", key.value())));
    }
}
