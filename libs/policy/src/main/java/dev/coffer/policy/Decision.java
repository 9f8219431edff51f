package dev.coffer.policy;

/**
 * What policies of one kind say of a request. An explicit deny wins over everything; an implicit deny means only that
 * nothing here allows it, and another kind of policy may.
 */
public sealed interface Decision {

    /** Which kind of policy decided. */
    PolicyType source();

    /**
     * A statement allows it, and none denies it.
     *
     * @param grantee to whom the strongest allowing statement is given
     */
    record Allow(PolicyType source, Grantee grantee) implements Decision {}

    /**
     * A statement denies it.
     *
     * @param sid the statement's Sid, or empty
     */
    record ExplicitDeny(PolicyType source, String sid) implements Decision {}

    /** No statement says anything about it. */
    record ImplicitDeny(PolicyType source) implements Decision {}

    /** To whom an allowing statement is given. */
    enum Grantee {
        /** The requester (its user, role or session), or everyone: within one account nothing else is needed. */
        PRINCIPAL,
        /** The requester's account: an identity policy must allow it too. */
        ACCOUNT
    }

    /** Whether it is an {@link Allow}. */
    default boolean isAllow() {
        return this instanceof Allow;
    }

    /** Whether it is an {@link ExplicitDeny}. */
    default boolean isExplicitDeny() {
        return this instanceof ExplicitDeny;
    }

    /**
     * The end of AWS's sentence "User: … is not authorized to perform: … on resource: …".
     *
     * @param action as in the request, such as {@code kms:Decrypt}
     */
    default String because(String action) {
        return switch (this) {
            case Allow allow -> "although " + article(allow) + " policy allows the " + action + " action";
            case ExplicitDeny deny -> "with an explicit deny in " + article(deny) + " policy";
            case ImplicitDeny deny ->
                "because no " + deny.source().adjective() + " policy allows the " + action + " action";
        };
    }

    private static String article(Decision decision) {
        return (decision.source() == PolicyType.IDENTITY ? "an " : "a ")
                + decision.source().adjective();
    }
}
