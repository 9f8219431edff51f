package dev.coffer.kms.key;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.kms.call.KmsCall;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * AWS managed keys: one per account, region and service, made when the service first needs it, rotated every year, and
 * never the account's to change, because their policy does not let it. Source: "AWS managed keys" and "Key policies of
 * AWS managed keys", AWS KMS Developer Guide.
 */
public final class ManagedKeys {
    /** What S3 encrypts with where no key is named. */
    public static final String S3_ALIAS = "alias/aws/s3";

    private static final String S3_DESCRIPTION = "Default key that protects my S3 objects when no other key is defined";

    private final KeyChanges changes;

    /** Makes keys by {@code changes}. */
    public ManagedKeys(KeyChanges changes) {
        this.changes = changes;
    }

    /** Whether a key that isn't there yet is made for this request: S3 acts, for a requester of the same account. */
    static boolean isFor(String alias, AccountId account, KmsCall call) {
        return alias.equals(S3_ALIAS) && call.isViaS3() && account.equals(call.account());
    }

    /** The caller's account's key for S3, made now if it isn't there; concurrent demand makes one. */
    public KmsKey s3(KmsCall call) {
        KmsKey[] found = new KmsKey[1];
        List<KmsKey> made = changes.change(
                call,
                ring -> ring.alias(call.account(), S3_ALIAS)
                        .map(there -> {
                            found[0] = there;
                            return List.<KmsKey>of();
                        })
                        .orElseGet(() -> List.of(fresh(call.region(), call.account(), call.time()))));
        return made.isEmpty() ? found[0] : made.getFirst();
    }

    private static KmsKey fresh(Region region, AccountId account, Instant now) {
        NavigableMap<String, Alias> alias = new TreeMap<>();
        alias.put(S3_ALIAS, new Alias(S3_ALIAS, now, now));
        return KmsKey.fresh(
                        KeyId.fresh(region, account), KeyManager.AWS, S3_DESCRIPTION, s3Policy(region, account), now)
                .withAliases(alias)
                .with(RotationSchedule.every(RotationSchedule.USUAL_DAYS, now));
    }

    private static KeyPolicy s3Policy(Region region, AccountId account) {
        return KeyPolicy.parse("""
                {
                  "Version" : "2012-10-17",
                  "Id" : "auto-s3-2",
                  "Statement" : [ {
                    "Sid" : "Allow access through S3 for all principals in the account that are authorized to use S3",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "*"
                    },
                    "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey" ],
                    "Resource" : "*",
                    "Condition" : {
                      "StringEquals" : {
                        "kms:CallerAccount" : "ACCOUNT",
                        "kms:ViaService" : "s3.REGION.amazonaws.com"
                      }
                    }
                  }, {
                    "Sid" : "Allow direct access to key metadata to the account",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "arn:aws:iam::ACCOUNT:root"
                    },
                    "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
                    "Resource" : "*"
                  } ]
                }""".replace("ACCOUNT", account.value()).replace("REGION", region.id()));
    }
}
