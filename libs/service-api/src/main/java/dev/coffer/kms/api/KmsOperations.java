package dev.coffer.kms.api;

import java.util.List;
import java.util.Map;

/** The operation records by protocol: what an edge binds JSON to, and lets nothing else in. */
public final class KmsOperations {
    /** KMS's public wire; each bears the name of its AWS operation. */
    public static final List<Class<? extends KmsOperation<?>>> PUBLIC = List.of(
            CancelKeyDeletion.class,
            CreateAlias.class,
            CreateGrant.class,
            CreateKey.class,
            Decrypt.class,
            DeleteAlias.class,
            DescribeKey.class,
            DisableKey.class,
            DisableKeyRotation.class,
            EnableKey.class,
            EnableKeyRotation.class,
            Encrypt.class,
            GenerateDataKey.class,
            GenerateDataKeyWithoutPlaintext.class,
            GenerateRandom.class,
            GetKeyPolicy.class,
            GetKeyRotationStatus.class,
            ListAliases.class,
            ListGrants.class,
            ListKeyPolicies.class,
            ListKeyRotations.class,
            ListKeys.class,
            ListResourceTags.class,
            ListRetirableGrants.class,
            PutKeyPolicy.class,
            ReEncrypt.class,
            RetireGrant.class,
            RevokeGrant.class,
            RotateKeyOnDemand.class,
            ScheduleKeyDeletion.class,
            TagResource.class,
            UntagResource.class,
            UpdateAlias.class,
            UpdateKeyDescription.class);

    /** Coffer's own, for the admin API and between services only. */
    public static final List<Class<? extends KmsAdministration<?>>> ADMINISTRATION =
            List.of(GetQuotas.class, PutQuota.class, Usage.class);

    /** Members whose wire name is not the component's name with a capital. */
    private static final Map<String, String> IRREGULAR = Map.of("awsAccountId", "AWSAccountId");

    private KmsOperations() {}

    /** The name on KMS's wire of the record component {@code component}. */
    public static String wireName(String component) {
        String irregular = IRREGULAR.get(component);
        return irregular != null ? irregular : Character.toUpperCase(component.charAt(0)) + component.substring(1);
    }
}
