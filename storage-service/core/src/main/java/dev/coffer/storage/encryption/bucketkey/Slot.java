package dev.coffer.storage.encryption.bucketkey;

import dev.coffer.aws.Region;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/**
 * What a cached bucket key is for, and all that KMS's answer depended on; whoever differs in any of it asks KMS for
 * itself.
 *
 * <p>The KMS key stands here as it was named, an alias as the alias's ARN in the requester's account: the same key under
 * two names is two slots, because a policy may allow it by one alias only ({@code kms:RequestAlias}). Which key an alias
 * means is known from KMS's answer alone and dies with the entry, so an alias that was moved is noticed after one
 * lifetime at the latest.
 *
 * @param kmsKey an ARN, of a key or an alias
 * @param contextHash SHA-256 of the requester's added encryption context
 * @param action what KMS authorised; an entry for one action never serves another
 * @param bucketKeyId which bucket key, for reading; the nil UUID for writing, where any will do
 */
record Slot(
        Region region,
        BucketName bucket,
        String kmsKey,
        Requester requester,
        String contextHash,
        Action action,
        UUID bucketKeyId) {

    /** A KMS action. */
    enum Action {
        GENERATE_DATA_KEY("GenerateDataKey"),
        DECRYPT("Decrypt"),
        ENCRYPT("Encrypt");

        private final String operation;

        Action(String operation) {
            this.operation = operation;
        }

        String operation() {
            return operation;
        }
    }

    private static final UUID ANY = new UUID(0, 0);

    static Slot forWriting(
            Action action, Region region, BucketName bucket, String keyId, Map<String, String> added, Caller caller) {
        return new Slot(
                region, bucket, qualified(keyId, region, caller), Requester.of(caller), hash(added), action, ANY);
    }

    static Slot forReading(
            Region region,
            BucketName bucket,
            String keyArn,
            UUID bucketKeyId,
            Map<String, String> added,
            Caller caller) {
        return new Slot(region, bucket, keyArn, Requester.of(caller), hash(added), Action.DECRYPT, bucketKeyId);
    }

    /** Key ids and alias names are the requester's account's, as KMS resolves them. */
    private static String qualified(String keyId, Region region, Caller caller) {
        if (keyId.startsWith("arn:")) {
            return keyId;
        }
        String prefix = "arn:aws:kms:" + region + ":" + caller.principal().account() + ":";
        return keyId.startsWith("alias/") ? prefix + keyId : prefix + "key/" + keyId;
    }

    private static String hash(Map<String, String> added) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(EncryptionContext.of(added).canonicalBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
