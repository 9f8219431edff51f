package dev.coffer.kms.policy;

import dev.coffer.api.Nothing;
import dev.coffer.aws.AccountId;
import dev.coffer.kms.api.GetKeyPolicy;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.ListKeyPolicies;
import dev.coffer.kms.api.PutKeyPolicy;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Limits;
import dev.coffer.kms.call.Page;
import dev.coffer.kms.key.KeyChanges;
import dev.coffer.kms.key.KeyLookup;
import dev.coffer.kms.key.KeyPolicy;
import dev.coffer.kms.key.KmsKey;
import java.util.List;
import java.util.Optional;

/** Reading and writing key policies. A key has one, named {@code default}. */
public final class KeyPolicies {
    private static final String NAME = "default";

    private final KeyLookup lookup;
    private final KeyChanges changes;
    private final Authorization authorization;

    /** The operations on keys found by {@code lookup}. */
    public KeyPolicies(KeyLookup lookup, KeyChanges changes, Authorization authorization) {
        this.lookup = lookup;
        this.changes = changes;
        this.authorization = authorization;
    }

    /** AWS's default policy: the account's identity policies decide. */
    public static KeyPolicy ofAccount(AccountId account) {
        return KeyPolicy.parse("""
                {
                  "Version" : "2012-10-17",
                  "Id" : "key-default-1",
                  "Statement" : [ {
                    "Sid" : "Enable IAM User Permissions",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "arn:aws:iam::ACCOUNT:root"
                    },
                    "Action" : "kms:*",
                    "Resource" : "*"
                  } ]
                }""".replace("ACCOUNT", account.value()));
    }

    /** {@code GetKeyPolicy}. */
    public GetKeyPolicy.Result get(GetKeyPolicy op, KmsCall call) {
        KmsKey key = call.about(lookup.findById(op.keyId(), call));
        authorization.require(KeyUse.control("kms:GetKeyPolicy", key), call);
        requireName(op.policyName(), key);
        return new GetKeyPolicy.Result(key.policy().text(), NAME);
    }

    /** {@code ListKeyPolicies}. */
    public ListKeyPolicies.Result list(ListKeyPolicies op, KmsCall call) {
        Page.limit(op.limit(), 100, 1000);
        Page.after(op.marker());
        KmsKey key = call.about(lookup.findById(op.keyId(), call));
        authorization.require(KeyUse.control("kms:ListKeyPolicies", key), call);
        return new ListKeyPolicies.Result(List.of(NAME), Optional.empty(), false);
    }

    /** {@code PutKeyPolicy}. */
    public Nothing put(PutKeyPolicy op, KmsCall call) {
        boolean bypass = op.bypassPolicyLockoutSafetyCheck().orElse(false);
        KmsKey key = call.about(lookup.findById(op.keyId(), call));
        authorization.require(
                KeyUse.control("kms:PutKeyPolicy", key)
                        .where("kms:BypassPolicyLockoutSafetyCheck", List.of(Boolean.toString(bypass))),
                call);
        requireName(op.policyName(), key);
        KeyPolicy policy = accepted(op.policy(), bypass, key, call);
        changes.change(key, call, known -> known.with(policy));
        return Nothing.NOTHING;
    }

    /**
     * A policy fit for a key.
     *
     * @throws dev.coffer.aws.error.AwsException {@code MalformedPolicyDocumentException}, also where the caller would lock
     *     itself out and did not say that it knows
     */
    public KeyPolicy accepted(String text, boolean bypass, KmsKey key, KmsCall call) {
        KeyPolicy policy = KeyPolicy.parse(Limits.text("policy", text, 1, 131_072));
        if (!bypass && !authorization.keepsControl(key, policy, call)) {
            throw KmsError.MALFORMED_POLICY.because(
                    "The new key policy will not allow you to update the key policy in the future.");
        }
        return policy;
    }

    private static void requireName(Optional<String> name, KmsKey key) {
        if (!name.orElse(NAME).equals(NAME)) {
            throw KmsError.NOT_FOUND.because("No such policy exists for key " + key.arn());
        }
    }
}
