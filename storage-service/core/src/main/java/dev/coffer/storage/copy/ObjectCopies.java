package dev.coffer.storage.copy;

import dev.coffer.api.Answer;
import dev.coffer.aws.error.S3Error;
import dev.coffer.identity.Caller;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.CopyObject;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.ObjectHead;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.encryption.EncryptionDecision;
import dev.coffer.storage.encryption.EncryptionPlan;
import dev.coffer.storage.metadata.StorageClasses;
import dev.coffer.storage.object.BodyIntake;
import dev.coffer.storage.object.CommittedVersion;
import dev.coffer.storage.object.Draft;
import dev.coffer.storage.object.ObjectWrites;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/**
 * CopyObject. Of the source's encryption nothing is taken over: the copy's headers, or the destination's default, decide.
 * The bytes stream from reader to writer, a frame at a time.
 */
@ApplicationScoped
public class ObjectCopies implements Operations {
    private final Buckets buckets;
    private final Authorizer authorizer;
    private final CopySources sources;
    private final ObjectWrites writes;

    ObjectCopies(Buckets buckets, Authorizer authorizer, CopySources sources, ObjectWrites writes) {
        this.buckets = buckets;
        this.authorizer = authorizer;
        this.sources = sources;
        this.writes = writes;
    }

    @Override
    public void register(OperationTable table) {
        table.on(CopyObject.class, this::copy);
    }

    private CopyObject.Result copy(CopyObject op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireToWrite(
                call.caller(),
                bucket,
                op.key(),
                op.encryption(),
                op.storageClass(),
                op.replaceTags() ? op.tags() : Map.of());
        requireChange(op);
        EncryptionPlan plan = EncryptionDecision.decide(op.encryption(), bucket, call.caller());
        try (Answer<ObjectHead> source =
                sources.open(op.source(), Optional.empty(), op.sourceConditions(), call.caller())) {
            ObjectHead head = source.result();
            requireSize(head);
            Map<String, String> tags = tags(op, head, bucket, call.caller());
            CommittedVersion copied = writes.write(
                    call.region(), draft(op, head, tags), plan, source.body(), digests(op, head), call.caller());
            return new CopyObject.Result(copied.toResult(), head.versionId());
        }
    }

    private static Draft draft(CopyObject op, ObjectHead head, Map<String, String> tags) {
        return new Draft(
                op.bucket(),
                op.key(),
                op.replaceMetadata() ? op.headers() : kept(head.headers(), op.headers()),
                op.replaceMetadata() ? op.userMetadata() : head.userMetadata(),
                tags,
                op.storageClass().orElse(StorageClasses.STANDARD),
                op.conditions(),
                "ObjectCreated:Copy");
    }

    /** All of the source's but the redirect, which is never copied. */
    private static ObjectHeaders kept(ObjectHeaders source, ObjectHeaders request) {
        return new ObjectHeaders(
                source.contentType(),
                source.cacheControl(),
                source.contentDisposition(),
                source.contentEncoding(),
                source.contentLanguage(),
                source.expires(),
                request.websiteRedirectLocation());
    }

    private Map<String, String> tags(CopyObject op, ObjectHead head, Bucket bucket, Caller caller) {
        Map<String, String> tags =
                op.replaceTags() ? op.tags() : head.tagCount() > 0 ? sources.tags(op.source(), caller) : Map.of();
        if (!tags.isEmpty()) {
            authorizer.requireOnObject(caller, bucket, op.key(), "s3:PutObjectTagging");
        }
        return tags;
    }

    /** The algorithm asked for, else the source's, else the usual one. */
    private static Digests digests(CopyObject op, ObjectHead head) {
        Optional<String> algorithm = op.checksumAlgorithm()
                .or(() -> head.checksums().stream().findFirst().map(StoredChecksum::algorithm));
        return new Digests(Optional.empty(), algorithm, Map.of());
    }

    private static void requireChange(CopyObject op) {
        boolean itself = op.source().bucket().equals(op.bucket())
                && op.source().key().equals(op.key())
                && op.source().versionId().isEmpty();
        boolean changes = op.replaceMetadata()
                || op.storageClass().isPresent()
                || op.headers().websiteRedirectLocation().isPresent()
                || !op.encryption().equals(EncryptionRequest.NONE);
        if (itself && !changes) {
            throw S3Error.INVALID_REQUEST.because(
                    "This copy request is illegal because it is trying to copy an object to itself without changing"
                            + " the object's metadata, storage class, website redirect location or encryption"
                            + " attributes.");
        }
    }

    private static void requireSize(ObjectHead head) {
        if (head.size() > BodyIntake.MAX_BYTES) {
            throw S3Error.INVALID_REQUEST.because(
                    "The specified copy source is larger than the maximum allowable size for a copy source: "
                            + BodyIntake.MAX_BYTES);
        }
    }
}
