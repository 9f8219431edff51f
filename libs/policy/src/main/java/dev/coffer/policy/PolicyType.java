package dev.coffer.policy;

/** What a policy hangs on; it decides which elements a statement has. */
public enum PolicyType {
    /** On a user or role: no Principal, a Resource. */
    IDENTITY("identity-based"),
    /** On a KMS key or a bucket: a Principal and a Resource. */
    RESOURCE("resource-based"),
    /** On a role, telling who may assume it: a Principal, no Resource. */
    TRUST("role trust");

    private final String adjective;

    PolicyType(String adjective) {
        this.adjective = adjective;
    }

    /** As AWS names the kind in its refusals. */
    public String adjective() {
        return adjective;
    }
}
