package dev.coffer.cli.demo;

import dev.coffer.cli.Credentials;
import dev.coffer.cli.aws.Clients;
import dev.coffer.cli.demo.Buckets.Target;
import java.util.List;
import java.util.Optional;

/**
 * What a verification works with: a key, a bucket of each variant and its replica, and four requesters beside the one who
 * asked: one who may read, one whom KMS refuses everything, one who may only make data keys, and the replication role.
 */
record VerificationSetting(
        Names names,
        String sourceKey,
        String replicaKey,
        Credentials reader,
        Credentials refused,
        Credentials writeOnly,
        String role) {

    /** Makes it all; {@code undo} takes it back. */
    static VerificationSetting make(Stage stage, Clients owner, Undo undo) {
        Names names = Names.fresh("coffer-verify");
        String sourceKey = Keys.create(owner.kms(stage.source()), names.common(), undo);
        String replicaKey = Keys.create(owner.kms(stage.destination()), names.common() + " replicas", undo);
        Identities identities = new Identities(stage.admin(), owner.account(stage.source()), names);
        VerificationSetting setting = new VerificationSetting(
                names,
                sourceKey,
                replicaKey,
                identities.createReader(undo),
                identities.createUser(
                        names.common() + "-refused",
                        List.of(
                                identities.allowInBuckets("s3:GetObject", "s3:PutObject"),
                                Identities.statement("Deny", List.of("kms:*"), "*")),
                        undo),
                identities.createUser(
                        names.common() + "-write-only",
                        List.of(
                                identities.allowInBuckets("s3:GetObject", "s3:PutObject"),
                                Identities.statement("Allow", List.of("kms:GenerateDataKey"), "*")),
                        undo),
                identities.createReplicationRole(undo));
        setting.makeBuckets(stage, owner, undo);
        return setting;
    }

    private void makeBuckets(Stage stage, Clients owner, Undo undo) {
        Buckets there = new Buckets(owner.s3(stage.destination()), stage.destination(), undo);
        Buckets here = new Buckets(owner.s3(stage.source()), stage.source(), undo);
        there.createEncrypted(names.replica(Variant.PLAINTEXT), replicaKey, true);
        there.createPlaintext(names.replica(Variant.STANDARD));
        there.createPlaintext(names.replica(Variant.BUCKET_KEYS));
        here.createPlaintext(names.source(Variant.PLAINTEXT));
        here.createEncrypted(names.source(Variant.STANDARD), sourceKey, false);
        here.createEncrypted(names.source(Variant.BUCKET_KEYS), sourceKey, true);
        here.createEncrypted(names.quota(Variant.STANDARD), sourceKey, false);
        for (Variant variant : Variant.values()) {
            there.enableVersioning(names.replica(variant));
            here.enableVersioning(names.source(variant));
            Optional<String> key = variant == Variant.PLAINTEXT ? Optional.empty() : Optional.of(replicaKey);
            here.replicate(names.source(variant), role, List.of(new Target(names.replica(variant), key)));
        }
    }
}
