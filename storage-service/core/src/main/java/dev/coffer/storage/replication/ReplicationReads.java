package dev.coffer.storage.replication;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.error.AwsException;
import dev.coffer.identity.Caller;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.ReadForReplication;
import dev.coffer.storage.api.ReplicationSource;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.encryption.StoredEncryption;
import dev.coffer.storage.object.Located;
import dev.coffer.storage.object.MovedBlobs;
import dev.coffer.storage.object.ObjectBytes;
import dev.coffer.storage.object.ObjectContent;
import dev.coffer.storage.object.ObjectVersions;
import dev.coffer.storage.object.Span;
import dev.coffer.storage.object.StoredPart;
import dev.coffer.storage.object.StoredVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The source's end of replication: a version's bytes and all that a replica keeps of it, for the replication role. */
@ApplicationScoped
public class ReplicationReads implements Operations {
    private final Authorizer authorizer;
    private final ObjectVersions versions;
    private final ObjectBytes bytes;

    ReplicationReads(Authorizer authorizer, ObjectVersions versions, ObjectBytes bytes) {
        this.authorizer = authorizer;
        this.versions = versions;
        this.bytes = bytes;
    }

    @Override
    public void register(OperationTable table) {
        table.onAnswer(ReadForReplication.class, (op, call) -> MovedBlobs.lookAgain(() -> read(op, call)));
    }

    private Answer<ReplicationSource> read(ReadForReplication op, StorageCall call) {
        Located located = versions.locate(call.region(), op.bucket(), op.key(), Optional.of(op.versionId()));
        Bucket bucket = located.bucket();
        authorizer.requireOnObject(call.caller(), bucket, op.key(), "s3:GetObjectVersionForReplication");
        StoredVersion version =
                located.version().orElseThrow(() -> ObjectVersions.missing(op.key(), Optional.of(op.versionId())));
        ReplicationSource source = describe(version, tags(version, bucket, call.caller()));
        return version.deleteMarker()
                ? new Answer<>(source, BodySource.empty())
                : new Answer<>(
                        source, bytes.open(version, Span.whole(version.content().size()), call.caller()));
    }

    /** Tags go along only if the role may read them. */
    private Map<String, String> tags(StoredVersion version, Bucket bucket, Caller role) {
        if (version.content().tags().isEmpty()) {
            return Map.of();
        }
        try {
            authorizer.requireOnObject(role, bucket, version.key(), "s3:GetObjectVersionTagging");
            return version.content().tags();
        } catch (AwsException notAllowed) {
            return Map.of();
        }
    }

    private ReplicationSource describe(StoredVersion version, Map<String, String> tags) {
        ObjectContent content = version.content();
        List<StoredPart> parts =
                content.parts() == 0 ? List.of() : versions.parts(version, Span.whole(Math.max(1, content.size())));
        return new ReplicationSource(
                version.versionId(),
                version.sequencer(),
                version.deleteMarker(),
                content.etag(),
                content.size(),
                version.lastModified(),
                content.headers(),
                content.userMetadata(),
                tags,
                content.storageClass(),
                content.encryption().applied(),
                addedContext(content.encryption()),
                content.checksums(),
                parts.stream()
                        .map(p -> new ReplicationSource.PartShape(p.number(), p.size(), p.etag(), p.checksums()))
                        .toList());
    }

    private static Map<String, String> addedContext(StoredEncryption encryption) {
        return switch (encryption) {
            case StoredEncryption.Plaintext p -> Map.of();
            case StoredEncryption.SseS3 s -> Map.of();
            case StoredEncryption.SseKms k -> k.addedContext();
            case StoredEncryption.SseKmsBucketKey k -> k.addedContext();
        };
    }
}
