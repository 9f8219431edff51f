package dev.coffer.gateway.identity;

import dev.coffer.aws.error.AwsException;

/** What can be wrong with identities. Source of the codes: "Common errors", AWS IAM API Reference. */
public final class IdentityErrors {
    private IdentityErrors() {}

    /** Somebody who is not there. */
    public static AwsException noSuchEntity(String what) {
        return new AwsException("NoSuchEntity", 404, what + " cannot be found.");
    }

    /** Somebody who is there already, or somebody else's key id. */
    public static AwsException alreadyExists(String what) {
        return new AwsException("EntityAlreadyExists", 409, what + " already exists.");
    }

    /** A value that is not valid. */
    public static AwsException invalid(String message) {
        return new AwsException("ValidationError", 400, message);
    }

    /** A document that is not a policy. */
    public static AwsException malformedPolicy(String reason) {
        return new AwsException("MalformedPolicyDocument", 400, reason);
    }

    static AwsException deleteConflict(String message) {
        return new AwsException("DeleteConflict", 409, message);
    }
}
