package dev.coffer.storage.object;

import dev.coffer.aws.error.S3Error;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.GetObjectAttributes;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.encryption.ObjectKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** GetObjectAttributes. Of SSE-KMS objects only for those who may decrypt, as checksums tell of the plaintext. */
@ApplicationScoped
public class ObjectAttributes implements Operations {
    private static final int MAX_PARTS = 1000;

    private final Buckets buckets;
    private final Authorizer authorizer;
    private final ObjectReads reads;
    private final ObjectVersions versions;
    private final ObjectKeys keys;

    ObjectAttributes(
            Buckets buckets, Authorizer authorizer, ObjectReads reads, ObjectVersions versions, ObjectKeys keys) {
        this.buckets = buckets;
        this.authorizer = authorizer;
        this.reads = reads;
        this.versions = versions;
        this.keys = keys;
    }

    @Override
    public void register(OperationTable table) {
        table.on(GetObjectAttributes.class, this::get);
    }

    private GetObjectAttributes.Result get(GetObjectAttributes op, StorageCall call) {
        if (op.partNumberMarker() < 0 || op.maxParts() < 0) {
            throw S3Error.INVALID_ARGUMENT.error();
        }
        authorizer.requireOnObject(
                call.caller(),
                buckets.require(call.region(), op.bucket()),
                op.key(),
                op.versionId().isPresent() ? "s3:GetObjectVersionAttributes" : "s3:GetObjectAttributes");
        ObjectReads.ReadableVersion found = reads.find(
                call.region(),
                op.bucket(),
                op.key(),
                op.versionId(),
                "s3:GetObject",
                "s3:GetObjectVersion",
                call.caller());
        StoredVersion version = found.version();
        keys.forReading(version.content().encryption(), version.scope(), call.caller())
                .ifPresent(SecretBytes::close);
        ReadSelection whole = ReadSelection.of(version, Optional.empty(), Optional.empty(), number -> Optional.empty());
        return new GetObjectAttributes.Result(
                ObjectHeads.of(found.bucket(), version, whole, true),
                version.content().checksums(),
                parts(version, op));
    }

    private Optional<GetObjectAttributes.PartListing> parts(StoredVersion version, GetObjectAttributes op) {
        int total = version.content().parts();
        if (total == 0) {
            return Optional.empty();
        }
        int size = Math.min(op.maxParts(), MAX_PARTS);
        List<StoredPart> found = versions.partsAfter(version, op.partNumberMarker(), size + 1);
        boolean truncated = found.size() > size;
        List<GetObjectAttributes.Part> page = found.stream()
                .limit(size)
                .map(p -> new GetObjectAttributes.Part(p.number(), p.size(), p.checksums()))
                .toList();
        int next = page.isEmpty() ? op.partNumberMarker() : page.getLast().number();
        return Optional.of(new GetObjectAttributes.PartListing(total, page, next, truncated));
    }
}
