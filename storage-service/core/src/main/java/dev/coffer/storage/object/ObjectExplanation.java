package dev.coffer.storage.object;

import dev.coffer.envelope.frame.FrameFormat;
import dev.coffer.envelope.frame.FrameLayout;
import dev.coffer.envelope.wrap.WrappedDataKey;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.ExplainObject;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.encryption.StoredEncryption;
import dev.coffer.storage.encryption.StoredEncryption.Plaintext;
import dev.coffer.storage.encryption.StoredEncryption.SseKms;
import dev.coffer.storage.encryption.StoredEncryption.SseKmsBucketKey;
import dev.coffer.storage.encryption.StoredEncryption.SseS3;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** ExplainObject: the chain from an object's bytes to its KMS key, from what is stored; no key is opened for it. */
@ApplicationScoped
public class ObjectExplanation implements Operations {
    private final Authorizer authorizer;
    private final ObjectVersions versions;

    ObjectExplanation(Authorizer authorizer, ObjectVersions versions) {
        this.authorizer = authorizer;
        this.versions = versions;
    }

    @Override
    public void register(OperationTable table) {
        table.on(ExplainObject.class, this::explain);
    }

    private ExplainObject.Result explain(ExplainObject op, StorageCall call) {
        Located located = versions.locate(call.region(), op.bucket(), op.key(), op.versionId());
        authorizer.requireOnObject(call.caller(), located.bucket(), op.key(), "coffer:ExplainObject");
        StoredVersion version = ObjectVersions.require(located.version(), op.key(), op.versionId());
        StoredEncryption encryption = version.content().encryption();
        boolean framed = !(encryption instanceof Plaintext);
        return new ExplainObject.Result(
                version.versionId(),
                version.objectId().toString(),
                version.content().size(),
                encryption.applied(),
                context(version),
                framed ? FrameFormat.ALGORITHM : "none",
                framed ? FrameFormat.VERSION : 0,
                framed ? FrameFormat.FRAME_BYTES : 0,
                framed ? frames(version) : 0,
                bucketKeyId(encryption),
                kmsCiphertextBytes(encryption),
                wrappedDataKeyBytes(encryption),
                version.content().etag());
    }

    private static Map<String, String> context(StoredVersion version) {
        return switch (version.content().encryption()) {
            case Plaintext p -> Map.of();
            case SseS3 s -> Map.of();
            case SseKms k -> version.scope().objectContext(k.addedContext()).pairs();
            case SseKmsBucketKey k ->
                version.scope().bucketContext(k.addedContext()).pairs();
        };
    }

    private long frames(StoredVersion version) {
        long size = version.content().size();
        return version.content().parts() == 0
                ? new FrameLayout(size).frames()
                : versions.parts(version, Span.whole(size)).stream()
                        .mapToLong(part -> new FrameLayout(part.size()).frames())
                        .sum();
    }

    private static Optional<String> bucketKeyId(StoredEncryption encryption) {
        return switch (encryption) {
            case Plaintext p -> Optional.empty();
            case SseS3 s -> Optional.empty();
            case SseKms k -> Optional.empty();
            case SseKmsBucketKey k -> Optional.of(k.bucketKeyId().toString());
        };
    }

    private static int kmsCiphertextBytes(StoredEncryption encryption) {
        return switch (encryption) {
            case Plaintext p -> 0;
            case SseS3 s -> 0;
            case SseKms k -> k.ciphertext().length;
            case SseKmsBucketKey k -> k.bucketKeyCiphertext().length;
        };
    }

    private static int wrappedDataKeyBytes(StoredEncryption encryption) {
        return switch (encryption) {
            case Plaintext p -> 0;
            case SseS3 s -> WrappedDataKey.BYTES;
            case SseKms k -> k.ciphertext().length;
            case SseKmsBucketKey k -> WrappedDataKey.BYTES;
        };
    }
}
