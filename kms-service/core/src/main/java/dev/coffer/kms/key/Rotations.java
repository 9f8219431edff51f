package dev.coffer.kms.key;

import dev.coffer.api.Nothing;
import dev.coffer.kms.api.DisableKeyRotation;
import dev.coffer.kms.api.EnableKeyRotation;
import dev.coffer.kms.api.GetKeyRotationStatus;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.ListKeyRotations;
import dev.coffer.kms.api.RotateKeyOnDemand;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Limits;
import dev.coffer.kms.call.Page;
import dev.coffer.kms.key.KeyMaterial.RotationType;
import dev.coffer.kms.policy.Authorization;
import dev.coffer.kms.policy.KeyUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** New key material, by schedule or on demand. Everything sealed before stays readable. */
public final class Rotations {
    /** How often a key may be rotated on demand. */
    static final int MOST_ON_DEMAND = 25;

    private final KeyLookup lookup;
    private final KeyChanges changes;
    private final Authorization authorization;

    /** The operations on keys found by {@code lookup}. */
    public Rotations(KeyLookup lookup, KeyChanges changes, Authorization authorization) {
        this.lookup = lookup;
        this.changes = changes;
        this.authorization = authorization;
    }

    /** The key with new material. */
    static KmsKey rotated(KmsKey key, Instant now, RotationType type) {
        List<KeyMaterial> materials = new ArrayList<>(key.materials());
        materials.add(key.current().next(now, type));
        return key.withMaterials(materials);
    }

    /** {@code EnableKeyRotation}. */
    public Nothing enable(EnableKeyRotation op, KmsCall call) {
        op.rotationPeriodInDays().ifPresent(days -> Limits.range("rotationPeriodInDays", days, 90, 2560));
        KmsKey key = call.about(lookup.findById(op.keyId(), call));
        KeyUse use = KeyUse.control("kms:EnableKeyRotation", key);
        authorization.require(
                op.rotationPeriodInDays()
                        .map(days -> use.where("kms:RotationPeriodInDays", List.of(days.toString())))
                        .orElse(use),
                call);
        changes.change(key, call, known -> {
            known.requireEnabled();
            int days = op.rotationPeriodInDays()
                    .orElse(known.rotation().enabled() ? known.rotation().periodDays() : RotationSchedule.USUAL_DAYS);
            return known.rotation().enabled() && known.rotation().periodDays() == days
                    ? known
                    : known.with(RotationSchedule.every(days, call.time()));
        });
        return Nothing.NOTHING;
    }

    /** {@code DisableKeyRotation}. */
    public Nothing disable(DisableKeyRotation op, KmsCall call) {
        KmsKey key = authorized("kms:DisableKeyRotation", op.keyId(), call);
        changes.change(key, call, known -> {
            known.requireEnabled();
            return known.with(RotationSchedule.OFF);
        });
        return Nothing.NOTHING;
    }

    /** {@code GetKeyRotationStatus}. */
    public GetKeyRotationStatus.Result status(GetKeyRotationStatus op, KmsCall call) {
        KmsKey key = authorized("kms:GetKeyRotationStatus", op.keyId(), call);
        boolean pending = key.state() instanceof KeyState.PendingDeletion;
        boolean enabled = key.rotation().enabled() && !pending;
        return new GetKeyRotationStatus.Result(
                enabled,
                key.arn(),
                enabled ? Optional.of(key.rotation().periodDays()) : Optional.empty(),
                enabled ? key.rotation().next() : Optional.empty(),
                Optional.empty());
    }

    /** {@code RotateKeyOnDemand}; unlike AWS's, done when it is answered. */
    public RotateKeyOnDemand.Result rotate(RotateKeyOnDemand op, KmsCall call) {
        KmsKey key = authorized("kms:RotateKeyOnDemand", op.keyId(), call);
        changes.change(key, call, known -> {
            known.requireEnabled();
            long before = known.materials().stream()
                    .filter(m ->
                            m.rotation().filter(RotationType.ON_DEMAND::equals).isPresent())
                    .count();
            if (before >= MOST_ON_DEMAND) {
                throw KmsError.LIMIT_EXCEEDED.because(
                        known.arn() + " has reached the limit of " + MOST_ON_DEMAND + " on-demand rotations.");
            }
            return rotated(known, call.time(), RotationType.ON_DEMAND);
        });
        return new RotateKeyOnDemand.Result(key.arn());
    }

    /** {@code ListKeyRotations}. */
    public ListKeyRotations.Result list(ListKeyRotations op, KmsCall call) {
        int limit = Page.limit(op.limit(), 100, 1000);
        boolean all = op.includeKeyMaterial()
                .map(which -> Limits.oneOf("includeKeyMaterial", which, "ALL_KEY_MATERIAL", "ROTATIONS_ONLY"))
                .filter("ALL_KEY_MATERIAL"::equals)
                .isPresent();
        int after = Page.after(op.marker()).map(Rotations::version).orElse(0);
        KmsKey key = authorized("kms:ListKeyRotations", op.keyId(), call);
        Page<KeyMaterial> page = Page.of(
                key.materials().stream()
                        .filter(m -> m.version() > after && (all || m.rotation().isPresent()))
                        .iterator(),
                limit,
                m -> Integer.toString(m.version()));
        return new ListKeyRotations.Result(
                page.items().stream().map(m -> entry(key, m)).toList(), page.nextMarker(), page.truncated());
    }

    private static ListKeyRotations.Rotation entry(KmsKey key, KeyMaterial material) {
        return new ListKeyRotations.Rotation(
                key.arn(),
                material.id(),
                material.equals(key.current()) ? "CURRENT" : "NON_CURRENT",
                material.rotation().map(type -> material.createdAt()),
                material.rotation().map(RotationType::name));
    }

    private static int version(String marker) {
        try {
            return Integer.parseInt(marker);
        } catch (NumberFormatException e) {
            throw KmsError.INVALID_MARKER.because("Invalid marker");
        }
    }

    private KmsKey authorized(String action, String keyId, KmsCall call) {
        KmsKey key = call.about(lookup.findById(keyId, call));
        authorization.require(KeyUse.control(action, key), call);
        return key;
    }
}
