package dev.coffer.policy;

import dev.coffer.policy.Decision.Grantee;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Principal, or NotPrincipal where {@code inverted}. NotPrincipal leaves out those whom it names themselves: naming an
 * account leaves out the account's root only, as "AWS JSON policy elements: NotPrincipal" advises to name both.
 */
record Principals(List<PrincipalPattern> patterns, boolean inverted) {
    /** An identity policy's statements are about whoever has them. */
    static final Principals ANYBODY = new Principals(List.of(new PrincipalPattern.Everyone()), false);

    Principals {
        patterns = List.copyOf(patterns);
    }

    /** As whom the requester is named, the strongest; null where not at all. */
    @Nullable
    Grantee grantee(Requester requester) {
        @Nullable Grantee strongest = null;
        for (PrincipalPattern pattern : patterns) {
            @Nullable Grantee grantee = pattern.grantee(requester);
            if (grantee == Grantee.PRINCIPAL) {
                return inverted ? null : grantee;
            }
            strongest = grantee == null ? strongest : grantee;
        }
        return inverted ? Grantee.PRINCIPAL : strongest;
    }
}
