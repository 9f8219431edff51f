package dev.coffer.policy;

import java.util.List;

/**
 * A parsed, valid policy. Immutable and free of any request, so that it may be cached by the hash of its text for ever.
 * Source: "IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language", IAM User Guide.
 */
public final class PolicyDocument {
    /** The longest text that is read, in UTF-16 units: a KMS key policy's limit, the largest there is. */
    public static final int MAX_CHARACTERS = 32_768;

    private final List<Statement> statements;

    PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads a policy of whatever kind; statements may have or lack Principal and Resource.
     *
     * @throws MalformedPolicyException if it is none
     */
    public static PolicyDocument parse(String json) {
        return DocumentParser.parse(json, null);
    }

    /**
     * Reads a policy and checks that every statement has what this kind of policy needs, and nothing that it forbids.
     *
     * @throws MalformedPolicyException if not
     */
    public static PolicyDocument parse(String json, PolicyType type) {
        return DocumentParser.parse(json, type);
    }

    List<Statement> statements() {
        return statements;
    }

    /** How many statements it has. */
    public int size() {
        return statements.size();
    }

    @Override
    public String toString() {
        return "policy of " + statements.size() + " statements";
    }
}
