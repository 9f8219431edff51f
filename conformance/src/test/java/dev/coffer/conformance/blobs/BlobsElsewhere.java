package dev.coffer.conformance.blobs;

import dev.coffer.aws.Region;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Standalone;
import dev.coffer.events.UuidV7;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.blob.BlobWriter;
import dev.coffer.storage.blob.s3.S3BlobStore;
import dev.coffer.storage.blob.s3.S3Settings;
import dev.coffer.storage.blob.s3.StoreCredentials;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** A standalone whose bucket is a blob store's, and ways to put blobs there, to get them, and to do them harm. */
final class BlobsElsewhere implements AutoCloseable {
    static final Region REGION = new Region("eu-west-1");
    static final UUID OWNER = UUID.randomUUID();
    static final String PREFIX = "blobs/";
    private static final long MEMORY_BYTES = 24 << 20;

    private final Standalone standalone;
    private final Deployment coffer;
    private final String bucket;

    private BlobsElsewhere(Standalone standalone) {
        this.standalone = standalone;
        this.coffer = standalone.deployment();
        this.bucket = coffer.newBucket();
    }

    static BlobsElsewhere start() {
        return new BlobsElsewhere(Standalone.start());
    }

    Standalone standalone() {
        return standalone;
    }

    S3Client s3() {
        return coffer.s3();
    }

    String bucket() {
        return bucket;
    }

    /** A store on the bucket, of its own. */
    S3BlobStore open() {
        return open(OWNER, Duration.ZERO);
    }

    S3BlobStore open(UUID owner, Duration keepDeleted) {
        S3Settings settings = new S3Settings(
                Optional.of(coffer.endpoint()), coffer.home(), bucket, PREFIX, true, MEMORY_BYTES, keepDeleted);
        return S3BlobStore.open(
                settings,
                StoreCredentials.of(
                        coffer.credentials().accessKeyId(), coffer.credentials().secretAccessKey()),
                () -> owner);
    }

    static BlobName name() {
        Random random = new Random();
        return new BlobName(REGION, UuidV7.of(Instant.now().toEpochMilli(), random.nextLong(), random.nextLong()));
    }

    static byte[] bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static BlobName put(BlobStore store, byte[] bytes, int blockBytes) {
        return put(store, name(), bytes, blockBytes);
    }

    static BlobName put(BlobStore store, BlobName name, byte[] bytes, int blockBytes) {
        try (BlobWriter writer = store.create(name.region(), name.id(), blockBytes, bytes.length)) {
            writer.write(ByteBuffer.wrap(bytes));
            return writer.commit();
        }
    }

    /** Read block by block, as objects are. */
    static byte[] get(BlobStore store, BlobName name) {
        try (BlobReader reader = store.open(name)) {
            ByteBuffer all = ByteBuffer.allocate((int) reader.length());
            for (long block = 0; all.hasRemaining(); block++) {
                ByteBuffer one = all.slice(all.position(), Math.min(reader.blockBytes(), all.remaining()));
                reader.read(block, one);
                all.position(all.position() + one.capacity());
            }
            return all.array();
        }
    }

    /** The blob's object. */
    static String key(BlobName name) {
        return PREFIX + name.region() + "/" + name.id();
    }

    byte[] stored(BlobName name) {
        return s3().getObjectAsBytes(g -> g.bucket(bucket).key(key(name))).asByteArray();
    }

    void replace(BlobName name, byte[] bytes) {
        s3().putObject(p -> p.bucket(bucket).key(key(name)), RequestBody.fromBytes(bytes));
    }

    /** Uploads that have neither ended nor been given up. */
    java.util.List<MultipartUpload> unfinished() {
        return s3().listMultipartUploads(l -> l.bucket(bucket)).uploads();
    }

    @Override
    public void close() {
        coffer.close();
        standalone.close();
    }
}
