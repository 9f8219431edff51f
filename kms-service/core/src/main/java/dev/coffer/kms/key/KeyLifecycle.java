package dev.coffer.kms.key;

import dev.coffer.api.Nothing;
import dev.coffer.aws.error.AwsException;
import dev.coffer.kms.api.CancelKeyDeletion;
import dev.coffer.kms.api.CreateKey;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.EnableKey;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import dev.coffer.kms.api.UpdateKeyDescription;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Limits;
import dev.coffer.kms.policy.Authorization;
import dev.coffer.kms.policy.KeyPolicies;
import dev.coffer.kms.policy.KeyUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** From the making of a key to its end. */
public final class KeyLifecycle {
    private static final int USUAL_WINDOW_DAYS = 30;

    private final KeyLookup lookup;
    private final KeyChanges changes;
    private final KeyPolicies policies;
    private final Authorization authorization;

    /** The operations on keys found by {@code lookup}. */
    public KeyLifecycle(KeyLookup lookup, KeyChanges changes, KeyPolicies policies, Authorization authorization) {
        this.lookup = lookup;
        this.changes = changes;
        this.policies = policies;
        this.authorization = authorization;
    }

    /** {@code CreateKey}. */
    public CreateKey.Result create(CreateKey op, KmsCall call) {
        requireSymmetric(op);
        String description = Limits.text("description", op.description().orElse(""), 0, 8192);
        authorization.requireInAccount("kms:CreateKey", "*", call);
        KmsKey key = KmsKey.fresh(
                        KeyId.fresh(call.region(), call.account()),
                        KeyManager.CUSTOMER,
                        description,
                        KeyPolicies.ofAccount(call.account()),
                        call.time())
                .withTags(Tags.valid(op.tags()));
        if (!op.tags().isEmpty()) {
            authorization.requireInAccount("kms:TagResource", "*", call);
        }
        if (op.policy().isPresent()) {
            boolean bypass = op.bypassPolicyLockoutSafetyCheck().orElse(false);
            key = key.with(policies.accepted(op.policy().get(), bypass, key, call));
        }
        KmsKey fresh = key;
        KmsKey stored = changes.change(call, ring -> List.of(fresh)).getFirst();
        return new CreateKey.Result(call.about(stored).metadata());
    }

    /** {@code EnableKey}. */
    public Nothing enable(EnableKey op, KmsCall call) {
        KmsKey key = authorized("kms:EnableKey", op.keyId(), call);
        changes.change(key, call, known -> {
            known.requireNotPending();
            return known.with(KeyState.ENABLED);
        });
        return Nothing.NOTHING;
    }

    /** {@code DisableKey}. */
    public Nothing disable(DisableKey op, KmsCall call) {
        KmsKey key = authorized("kms:DisableKey", op.keyId(), call);
        changes.change(key, call, known -> {
            known.requireNotPending();
            return known.with(KeyState.DISABLED);
        });
        return Nothing.NOTHING;
    }

    /** {@code UpdateKeyDescription}. */
    public Nothing describe(UpdateKeyDescription op, KmsCall call) {
        String description = Limits.text("description", op.description(), 0, 8192);
        KmsKey key = authorized("kms:UpdateKeyDescription", op.keyId(), call);
        changes.change(key, call, known -> {
            known.requireNotPending();
            return known.described(description);
        });
        return Nothing.NOTHING;
    }

    /** {@code ScheduleKeyDeletion}. */
    public ScheduleKeyDeletion.Result scheduleDeletion(ScheduleKeyDeletion op, KmsCall call) {
        int days = Limits.range("pendingWindowInDays", op.pendingWindowInDays().orElse(USUAL_WINDOW_DAYS), 7, 30);
        KmsKey key = call.about(lookup.findById(op.keyId(), call));
        authorization.require(
                KeyUse.control("kms:ScheduleKeyDeletion", key)
                        .where("kms:ScheduleKeyDeletionPendingWindowInDays", List.of(Integer.toString(days))),
                call);
        Instant date = call.time().plus(Duration.ofDays(days));
        KmsKey pending = changes.change(key, call, known -> {
            known.requireNotPending();
            return known.with(new KeyState.PendingDeletion(date));
        });
        return new ScheduleKeyDeletion.Result(
                pending.arn(), date, pending.state().wireName(), days);
    }

    /** {@code CancelKeyDeletion}: the key is disabled afterwards. */
    public CancelKeyDeletion.Result cancelDeletion(CancelKeyDeletion op, KmsCall call) {
        KmsKey key = authorized("kms:CancelKeyDeletion", op.keyId(), call);
        changes.change(key, call, known -> {
            if (!(known.state() instanceof KeyState.PendingDeletion)) {
                throw KmsError.INVALID_STATE.because(known.arn() + " is not pending deletion.");
            }
            return known.with(KeyState.DISABLED);
        });
        return new CancelKeyDeletion.Result(key.arn());
    }

    private KmsKey authorized(String action, String keyId, KmsCall call) {
        KmsKey key = call.about(lookup.findById(keyId, call));
        authorization.require(KeyUse.control(action, key), call);
        return key;
    }

    private static void requireSymmetric(CreateKey op) {
        String spec = op.keySpec().or(op::customerMasterKeySpec).orElse(KmsKey.SPEC);
        String usage = op.keyUsage().orElse("ENCRYPT_DECRYPT");
        if (!spec.equals(KmsKey.SPEC) || !usage.equals("ENCRYPT_DECRYPT")) {
            throw unsupported("Only KeySpec SYMMETRIC_DEFAULT with KeyUsage ENCRYPT_DECRYPT is supported.");
        }
        if (!op.origin().orElse("AWS_KMS").equals("AWS_KMS")
                || op.customKeyStoreId().isPresent()
                || op.xksKeyId().isPresent()) {
            throw unsupported("Only Origin AWS_KMS is supported.");
        }
        if (op.multiRegion().orElse(false)) {
            throw unsupported("Multi-Region keys are not supported.");
        }
    }

    private static AwsException unsupported(String why) {
        return KmsError.UNSUPPORTED_OPERATION.because(why);
    }
}
