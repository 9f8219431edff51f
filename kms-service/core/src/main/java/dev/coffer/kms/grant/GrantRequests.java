package dev.coffer.kms.grant;

import dev.coffer.aws.Arn;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.kms.api.CreateGrant;
import dev.coffer.kms.api.Grant;
import dev.coffer.kms.api.GrantConstraints;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Limits;
import dev.coffer.kms.key.KmsKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Between grants and how clients write and read them. */
final class GrantRequests {
    private static final Set<String> GRANTABLE = Set.of(
            "Decrypt",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyWithoutPlaintext",
            "ReEncryptFrom",
            "ReEncryptTo",
            "CreateGrant",
            "RetireGrant",
            "DescribeKey");

    private GrantRequests() {}

    static void requireOperations(List<String> operations) {
        if (operations.isEmpty()) {
            throw Limits.invalid("[]", "operations", "Member must have length greater than or equal to 1");
        }
        operations.stream()
                .filter(name -> !GRANTABLE.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Limits.invalid(name, "operations", "Member must satisfy enum value set of a symmetric key");
                });
    }

    static void requirePrincipal(String member, String arn) {
        try {
            Arn parsed = Arn.parse(Limits.text(member, arn, 1, 256));
            if (parsed.service().equals("iam") || parsed.service().equals("sts")) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw KmsError.INVALID_ARN.because("Invalid arn " + arn);
        }
        throw KmsError.INVALID_ARN.because("Invalid arn " + arn);
    }

    /** The grant that a request asks for, under a new id. */
    static KeyGrant grant(CreateGrant op, KmsCall call) {
        String id;
        try (SecretBytes random = SecretBytes.random(32)) { // an identifier
            id = random.use(bytes -> HexFormat.of().formatHex(bytes));
        }
        return new KeyGrant(
                id,
                op.name(),
                op.granteePrincipal(),
                op.retiringPrincipal(),
                "arn:aws:iam::" + call.account() + ":root",
                Set.copyOf(op.operations()),
                op.constraints().map(GrantRequests::constraint).orElse(new KeyGrant.AnyContext()),
                call.time());
    }

    private static KeyGrant.Constraint constraint(GrantConstraints constraints) {
        Map<String, String> equal = constraints.encryptionContextEquals();
        Map<String, String> subset = constraints.encryptionContextSubset();
        if (!equal.isEmpty() && !subset.isEmpty()) {
            throw KmsError.VALIDATION.because("A grant has either EncryptionContextEquals or EncryptionContextSubset.");
        }
        if (!equal.isEmpty()) {
            return new KeyGrant.ContextEquals(EncryptionContext.of(equal));
        }
        return subset.isEmpty() ? new KeyGrant.AnyContext() : new KeyGrant.ContextSubset(EncryptionContext.of(subset));
    }

    /** A grant as KMS lists it. */
    static Grant entry(KmsKey key, KeyGrant grant) {
        return new Grant(
                key.arn(),
                grant.id(),
                grant.name(),
                grant.createdAt(),
                grant.grantee(),
                grant.retiring(),
                grant.issuingAccount(),
                grant.operations().stream().sorted().toList(),
                switch (grant.constraint()) {
                    case KeyGrant.AnyContext any -> Optional.empty();
                    case KeyGrant.ContextSubset subset ->
                        Optional.of(new GrantConstraints(subset.pairs().pairs(), Map.of()));
                    case KeyGrant.ContextEquals equal ->
                        Optional.of(new GrantConstraints(Map.of(), equal.pairs().pairs()));
                });
    }
}
