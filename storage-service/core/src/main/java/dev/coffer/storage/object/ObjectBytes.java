package dev.coffer.storage.object;

import dev.coffer.api.BodySource;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.storage.blob.BlobMissingException;
import dev.coffer.storage.blob.BlobName;
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
    private final OpenReads reads;

    ObjectBytes(ObjectKeys keys, ObjectVersions versions, BlobStore blobs, OpenReads reads) {
        this.keys = keys;
        this.versions = versions;
        this.blobs = blobs;
        this.reads = reads;
    }

    /**
     * Opens some bytes of a version in the requester's name; the receiver closes them.
     *
     * @throws dev.coffer.aws.error.AwsException what S3 answers when KMS refuses
     * @throws dev.coffer.storage.blob.BlobMissingException if the version was deleted meanwhile
     */
    public BodySource open(StoredVersion version, Span span, Caller requester) {
        List<StoredPart> segments = segments(version, span);
        OpenReads.Hold hold = reads.hold(segments.stream().map(StoredPart::blob).toList());
        try {
            requireThere(version);
            Optional<SecretBytes> dataKey = keys.forReading(version.content().encryption(), version.scope(), requester);
            return open(new StoredObjectBody(blobs, version, span, segments, dataKey, hold));
        } catch (RuntimeException | Error e) {
            hold.close();
            throw e;
        }
    }

    private List<StoredPart> segments(StoredVersion version, Span span) {
        ObjectContent content = version.content();
        return content.parts() == 0
                ? List.of(new StoredPart(0, version.objectId(), 0, content.size(), content.etag(), List.of()))
                : versions.parts(version, span);
    }

    /** Of several blobs some may be gone already; what is there now is held. One shows by itself when it is opened. */
    private void requireThere(StoredVersion version) {
        if (version.content().parts() > 0
                && versions.madeBy(version.region(), version.objectId()).isEmpty()) {
            throw new BlobMissingException(
                    new BlobName(version.region(), version.objectId().value()));
        }
    }

    private static BodySource open(StoredObjectBody body) {
        try {
            body.open();
            return body;
        } catch (RuntimeException | Error e) {
            body.close();
            throw e;
        }
    }
}
