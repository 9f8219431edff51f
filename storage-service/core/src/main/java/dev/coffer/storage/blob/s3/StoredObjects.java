package dev.coffer.storage.blob.s3;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.s3.StoreFaults.Refusals;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket's objects: {@code PREFIX REGION/ID}. Every call is bounded in time, by the client. */
final class StoredObjects {
    /** Of a listing and of a deletion at once. */
    static final int PAGE = 1_000;

    private static final String TYPE = "application/octet-stream";

    private final S3Client client;
    private final S3Settings settings;
    private final StoreFaults faults;

    StoredObjects(S3Client client, S3Settings settings, StoreFaults faults) {
        this.client = client;
        this.settings = settings;
        this.faults = faults;
    }

    /** Bytes of an object, and how long it is as a whole. */
    record Piece(byte[] bytes, long objectBytes) {}

    /** The name of a region's objects begins so. */
    String prefix(Region region) {
        return settings.prefix() + region.id() + "/";
    }

    /** The name of a blob's object. */
    String key(BlobName name) {
        return prefix(name.region()) + name.id();
    }

    /**
     * Stores a new object.
     *
     * @throws S3Exception if there is one of that name: {@link Refusals#isTaken}
     */
    void putNew(String key, byte[] bytes, int length) {
        faults.call(
                Refusals::isTaken,
                () -> client.putObject(
                        put -> put.bucket(settings.bucket())
                                .key(key)
                                .ifNoneMatch("*")
                                .checksumCRC32C(crc32c(bytes, length)),
                        body(bytes, length)));
    }

    /**
     * An object's last bytes; all of it if it is shorter.
     *
     * @throws S3Exception if there is no such object: {@link Refusals#isMissing}
     */
    Piece tail(String key, int bytes) {
        return get(key, "bytes=-" + bytes);
    }

    /**
     * Bytes of an object; fewer if it ends early.
     *
     * @param end behind the last of them
     * @throws S3Exception if there is no such object: {@link Refusals#isMissing}
     */
    Piece range(String key, long from, long end) {
        return get(key, "bytes=" + from + "-" + (end - 1));
    }

    private Piece get(String key, String range) {
        ResponseBytes<GetObjectResponse> read = faults.call(
                e -> Refusals.isMissing(e) || e.statusCode() == 416,
                () -> client.getObjectAsBytes(
                        get -> get.bucket(settings.bucket()).key(key).range(range)));
        byte[] bytes = read.asByteArrayUnsafe();
        return new Piece(bytes, objectBytes(read.response(), bytes.length));
    }

    private static long objectBytes(GetObjectResponse response, int there) {
        String range = response.contentRange();
        return range == null ? there : Long.parseLong(range.substring(range.indexOf('/') + 1));
    }

    /** Deletes up to {@value #PAGE} objects, also those that are gone; how many it could not. */
    int delete(List<String> keys) {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        return faults.call(
                        Refusals.NONE,
                        () -> client.deleteObjects(delete -> delete.bucket(settings.bucket())
                                .delete(d -> d.objects(objects).quiet(true))))
                .errors()
                .size();
    }

    /** A page of a listing in the order of names. */
    ListObjectsV2Response list(String prefix, Optional<String> after) {
        return faults.call(
                Refusals.NONE,
                () -> client.listObjectsV2(list -> list.bucket(settings.bucket())
                        .prefix(prefix)
                        .maxKeys(PAGE)
                        .startAfter(after.orElse(null))));
    }

    static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, length), length, TYPE);
    }

    static String crc32c(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** The fault that the last call of the store met; none if it met none. */
    @Nullable
    String fault() {
        return faults.fault();
    }
}
