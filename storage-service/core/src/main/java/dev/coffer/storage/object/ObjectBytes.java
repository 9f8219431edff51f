package dev.coffer.storage.object;

import dev.coffer.api.BodySource;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.encryption.ObjectKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The plaintext of stored objects, for readers who may have the key. */
@ApplicationScoped
public class ObjectBytes {
    private final ObjectKeys keys;
    private final ObjectVersions versions;
    private final BlobStore blobs;

    ObjectBytes(ObjectKeys keys, ObjectVersions versions, BlobStore blobs) {
        this.keys = keys;
        this.versions = versions;
        this.blobs = blobs;
    }

    /**
     * Opens some bytes of a version in the requester's name; the receiver closes them.
     *
     * @throws dev.coffer.aws.error.AwsException what S3 answers when KMS refuses
     * @throws dev.coffer.storage.blob.BlobMissingException if the version was deleted meanwhile
     */
    public BodySource open(StoredVersion version, Span span, Caller requester) {
        List<StoredPart> segments = version.content().parts() == 0
                ? List.of(new StoredPart(
                        0,
                        version.objectId(),
                        0,
                        version.content().size(),
                        version.content().etag(),
                        List.of()))
                : versions.parts(version, span);
        Optional<SecretBytes> dataKey = keys.forReading(version.content().encryption(), version.scope(), requester);
        StoredObjectBody body = new StoredObjectBody(blobs, version, span, segments, dataKey);
        try {
            body.open();
            return body;
        } catch (RuntimeException | Error e) {
            body.close();
            throw e;
        }
    }
}
