package dev.coffer.policy;

/**
 * A document is not a policy. The message is fit for clients; services answer it under their own code
 * ({@code MalformedPolicyDocumentException} at KMS, {@code MalformedPolicyDocument} at IAM, {@code MalformedPolicy} at S3).
 */
public final class MalformedPolicyException extends RuntimeException {
    /** @param reason what is wrong, in AWS's words where they are known */
    public MalformedPolicyException(String reason) {
        super(reason, null, false, false);
    }

    /** What is wrong. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
