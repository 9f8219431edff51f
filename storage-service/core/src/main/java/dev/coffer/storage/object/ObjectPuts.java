package dev.coffer.storage.object;

import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.PutObject;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.encryption.EncryptionDecision;
import dev.coffer.storage.encryption.EncryptionPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** PutObject. */
@ApplicationScoped
public class ObjectPuts implements Operations {
    private final Buckets buckets;
    private final Authorizer authorizer;
    private final ObjectWrites writes;

    ObjectPuts(Buckets buckets, Authorizer authorizer, ObjectWrites writes) {
        this.buckets = buckets;
        this.authorizer = authorizer;
        this.writes = writes;
    }

    @Override
    public void register(OperationTable table) {
        table.on(PutObject.class, this::put);
    }

    private WriteResult put(PutObject op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireToWrite(
                call.caller(), bucket, op.key(), op.encryption(), Optional.of(op.storageClass()), op.tags());
        EncryptionPlan plan = EncryptionDecision.decide(op.encryption(), bucket, call.caller());
        Draft draft = new Draft(
                op.bucket(),
                op.key(),
                op.headers(),
                op.userMetadata(),
                op.tags(),
                op.storageClass(),
                op.conditions(),
                "ObjectCreated:Put");
        return writes.write(call.region(), draft, plan, call.body(), op.digests(), call.caller())
                .toResult();
    }
}
