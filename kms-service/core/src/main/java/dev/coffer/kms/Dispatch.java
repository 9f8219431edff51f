package dev.coffer.kms;

import dev.coffer.kms.api.CancelKeyDeletion;
import dev.coffer.kms.api.CreateAlias;
import dev.coffer.kms.api.CreateGrant;
import dev.coffer.kms.api.CreateKey;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.DeleteAlias;
import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.DisableKeyRotation;
import dev.coffer.kms.api.EnableKey;
import dev.coffer.kms.api.EnableKeyRotation;
import dev.coffer.kms.api.Encrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.GenerateDataKeyWithoutPlaintext;
import dev.coffer.kms.api.GenerateRandom;
import dev.coffer.kms.api.GetKeyPolicy;
import dev.coffer.kms.api.GetKeyRotationStatus;
import dev.coffer.kms.api.KmsAdministration;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.ListAliases;
import dev.coffer.kms.api.ListGrants;
import dev.coffer.kms.api.ListKeyPolicies;
import dev.coffer.kms.api.ListKeyRotations;
import dev.coffer.kms.api.ListKeys;
import dev.coffer.kms.api.ListResourceTags;
import dev.coffer.kms.api.ListRetirableGrants;
import dev.coffer.kms.api.PutKeyPolicy;
import dev.coffer.kms.api.ReEncrypt;
import dev.coffer.kms.api.RetireGrant;
import dev.coffer.kms.api.RevokeGrant;
import dev.coffer.kms.api.RotateKeyOnDemand;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import dev.coffer.kms.api.TagResource;
import dev.coffer.kms.api.UntagResource;
import dev.coffer.kms.api.UpdateAlias;
import dev.coffer.kms.api.UpdateKeyDescription;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.crypto.Cryptography;
import dev.coffer.kms.grant.GrantOperations;
import dev.coffer.kms.key.Aliases;
import dev.coffer.kms.key.KeyLifecycle;
import dev.coffer.kms.key.KeyQueries;
import dev.coffer.kms.key.Rotations;
import dev.coffer.kms.key.Tags;
import dev.coffer.kms.policy.KeyPolicies;

/** Which class performs which operation of KMS's wire. */
record Dispatch(
        Cryptography cryptography,
        KeyLifecycle lifecycle,
        KeyQueries queries,
        Aliases aliases,
        KeyPolicies policies,
        Rotations rotations,
        Tags tags,
        GrantOperations grants) {

    Object perform(KmsOperation<?> operation, KmsCall call) {
        return switch (operation) {
            case GenerateDataKey op -> cryptography.generateDataKey(op, call);
            case GenerateDataKeyWithoutPlaintext op -> cryptography.generateDataKeyWithoutPlaintext(op, call);
            case Encrypt op -> cryptography.encrypt(op, call);
            case Decrypt op -> cryptography.decrypt(op, call);
            case ReEncrypt op -> cryptography.reEncrypt(op, call);
            case GenerateRandom op -> cryptography.generateRandom(op, call);
            case CreateKey op -> lifecycle.create(op, call);
            case EnableKey op -> lifecycle.enable(op, call);
            case DisableKey op -> lifecycle.disable(op, call);
            case UpdateKeyDescription op -> lifecycle.describe(op, call);
            case ScheduleKeyDeletion op -> lifecycle.scheduleDeletion(op, call);
            case CancelKeyDeletion op -> lifecycle.cancelDeletion(op, call);
            case DescribeKey op -> queries.describe(op, call);
            case ListKeys op -> queries.list(op, call);
            case CreateAlias op -> aliases.create(op, call);
            case UpdateAlias op -> aliases.update(op, call);
            case DeleteAlias op -> aliases.delete(op, call);
            case ListAliases op -> aliases.list(op, call);
            case GetKeyPolicy op -> policies.get(op, call);
            case PutKeyPolicy op -> policies.put(op, call);
            case ListKeyPolicies op -> policies.list(op, call);
            case EnableKeyRotation op -> rotations.enable(op, call);
            case DisableKeyRotation op -> rotations.disable(op, call);
            case GetKeyRotationStatus op -> rotations.status(op, call);
            case RotateKeyOnDemand op -> rotations.rotate(op, call);
            case ListKeyRotations op -> rotations.list(op, call);
            case TagResource op -> tags.tag(op, call);
            case UntagResource op -> tags.untag(op, call);
            case ListResourceTags op -> tags.list(op, call);
            case CreateGrant op -> grants.create(op, call);
            case ListGrants op -> grants.list(op, call);
            case ListRetirableGrants op -> grants.listRetirable(op, call);
            case RetireGrant op -> grants.retire(op, call);
            case RevokeGrant op -> grants.revoke(op, call);
            case KmsAdministration<?> op -> throw new IllegalArgumentException("not a call of KMS: " + op);
        };
    }
}
