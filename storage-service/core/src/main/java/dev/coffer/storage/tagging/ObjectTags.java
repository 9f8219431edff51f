package dev.coffer.storage.tagging;

import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObjectTagging;
import dev.coffer.storage.api.GetObjectTagging;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.PutObjectTagging;
import dev.coffer.storage.api.TagSet;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.metadata.MetadataLimits;
import dev.coffer.storage.object.KeyChanges;
import dev.coffer.storage.object.ObjectReads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** GetObjectTagging, PutObjectTagging, DeleteObjectTagging. */
@ApplicationScoped
public class ObjectTags implements Operations {
    private final Buckets buckets;
    private final Authorizer authorizer;
    private final ObjectReads reads;
    private final KeyChanges changes;

    ObjectTags(Buckets buckets, Authorizer authorizer, ObjectReads reads, KeyChanges changes) {
        this.buckets = buckets;
        this.authorizer = authorizer;
        this.reads = reads;
        this.changes = changes;
    }

    @Override
    public void register(OperationTable table) {
        table.on(GetObjectTagging.class, this::get);
        table.on(PutObjectTagging.class, this::put);
        table.on(DeleteObjectTagging.class, this::delete);
    }

    private TagSet get(GetObjectTagging op, StorageCall call) {
        ObjectReads.ReadableVersion found = reads.find(
                call.region(),
                op.bucket(),
                op.key(),
                op.versionId(),
                "s3:GetObjectTagging",
                "s3:GetObjectVersionTagging",
                call.caller());
        return new TagSet(
                found.version().content().tags(),
                found.bucket().shown(found.version().versionId()));
    }

    private TagSet put(PutObjectTagging op, StorageCall call) {
        MetadataLimits.checkObjectTags(op.tags());
        return change(op.bucket(), op.key(), op.versionId(), op.tags(), "Put", call);
    }

    private TagSet delete(DeleteObjectTagging op, StorageCall call) {
        return change(op.bucket(), op.key(), op.versionId(), Map.of(), "Delete", call);
    }

    private TagSet change(
            BucketName name,
            ObjectKey key,
            Optional<String> versionId,
            Map<String, String> tags,
            String verb,
            StorageCall call) {
        Bucket bucket = buckets.require(call.region(), name);
        String what = versionId.isPresent() ? "ObjectVersionTagging" : "ObjectTagging";
        authorizer.requireOnObject(call.caller(), bucket, key, "s3:" + verb + what);
        return changes.apply(
                new TagChange(call.region(), name, key, versionId, tags, "ObjectTagging:" + verb, call.caller()));
    }
}
