package dev.coffer.kms.grant;

import dev.coffer.envelope.EncryptionContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A permission to use one key, beside its policy. Source: "Grants in AWS KMS", AWS KMS Developer Guide.
 *
 * @param id 64 hex digits
 * @param name given by its creator, so that a repeated request makes no second grant
 * @param grantee an ARN
 * @param retiring the ARN of who may retire it, beside the grantee with {@code RetireGrant}
 * @param issuingAccount the ARN of the root of the account that made it
 * @param operations such as {@code Decrypt}
 * @param constraint on the encryption context
 */
public record KeyGrant(
        String id,
        Optional<String> name,
        String grantee,
        Optional<String> retiring,
        String issuingAccount,
        Set<String> operations,
        Constraint constraint,
        Instant createdAt) {

    /** Copies the set. */
    public KeyGrant {
        operations = Set.copyOf(operations);
    }

    /** Which encryption contexts a grant is for. */
    public sealed interface Constraint {
        /** Whether a request's context satisfies it. */
        boolean holds(EncryptionContext context);
    }

    /** Every context. */
    public record AnyContext() implements Constraint {
        @Override
        public boolean holds(EncryptionContext context) {
            return true;
        }
    }

    /** Contexts that have at least these pairs. */
    public record ContextSubset(EncryptionContext pairs) implements Constraint {
        @Override
        public boolean holds(EncryptionContext context) {
            return context.pairs().entrySet().containsAll(pairs.pairs().entrySet());
        }
    }

    /** Exactly this context. */
    public record ContextEquals(EncryptionContext pairs) implements Constraint {
        @Override
        public boolean holds(EncryptionContext context) {
            return context.equals(pairs);
        }
    }
}
