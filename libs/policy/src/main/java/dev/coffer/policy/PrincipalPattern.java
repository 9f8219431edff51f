package dev.coffer.policy;

import dev.coffer.policy.Decision.Grantee;
import org.jspecify.annotations.Nullable;

/** One entry of a Principal element. */
sealed interface PrincipalPattern {

    /** As whom it names the requester; null where it doesn't. */
    @Nullable
    Grantee grantee(Requester requester);

    /** {@code "*"} and {@code {"AWS": "*"}}. */
    record Everyone() implements PrincipalPattern {
        @Override
        public Grantee grantee(Requester requester) {
            return Grantee.PRINCIPAL;
        }
    }

    /** An account number, or the ARN of an account's root. */
    record Account(String id) implements PrincipalPattern {
        @Override
        public @Nullable Grantee grantee(Requester requester) {
            if (requester instanceof Requester.Identity identity
                    && identity.account().equals(id)) {
                boolean isRoot = identity.policyArn().equals("arn:aws:iam::" + id + ":root");
                return isRoot ? Grantee.PRINCIPAL : Grantee.ACCOUNT;
            }
            return null;
        }
    }

    /** A user, a role, or one session of a role. */
    record Named(String arn) implements PrincipalPattern {
        @Override
        public @Nullable Grantee grantee(Requester requester) {
            return requester instanceof Requester.Identity identity
                            && (identity.policyArn().equals(arn)
                                    || identity.arn().equals(arn))
                    ? Grantee.PRINCIPAL
                    : null;
        }
    }

    /** An AWS service. */
    record ServiceNamed(String name) implements PrincipalPattern {
        @Override
        public @Nullable Grantee grantee(Requester requester) {
            return requester instanceof Requester.Service service
                            && service.name().equals(name)
                    ? Grantee.PRINCIPAL
                    : null;
        }
    }

    /** A federated identity: valid, and nobody here is one. */
    record Federated(String provider) implements PrincipalPattern {
        @Override
        public @Nullable Grantee grantee(Requester requester) {
            return null;
        }
    }
}
