package dev.coffer.policy;

/** Who asks, as a policy's Principal element sees it. */
public sealed interface Requester {

    /**
     * A user, a role's session or an account's root.
     *
     * @param arn the principal's ARN; of a role, its session's
     * @param policyArn the ARN of user, role (never the session) or root
     * @param account twelve digits
     */
    record Identity(String arn, String policyArn, String account) implements Requester {
        /** The account's root. */
        public static Identity root(String account) {
            String arn = "arn:aws:iam::" + account + ":root";
            return new Identity(arn, arn, account);
        }
    }

    /**
     * An AWS service on its own behalf.
     *
     * @param name such as {@code s3.amazonaws.com}
     */
    record Service(String name) implements Requester {}

    /** Nobody in particular: an unsigned request. */
    record Anonymous() implements Requester {}
}
