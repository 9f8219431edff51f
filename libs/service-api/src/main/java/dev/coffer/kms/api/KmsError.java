package dev.coffer.kms.api;

import dev.coffer.aws.error.AwsException;

/** KMS's error codes. Source: "Common errors" and the errors of each operation, AWS KMS API Reference. */
public enum KmsError {
    ACCESS_DENIED("AccessDeniedException", 400),
    ALREADY_EXISTS("AlreadyExistsException", 400),
    DEPENDENCY_TIMEOUT("DependencyTimeoutException", 500),
    DISABLED("DisabledException", 400),
    INCORRECT_KEY("IncorrectKeyException", 400),
    INTERNAL("KMSInternalException", 500),
    INVALID_ALIAS_NAME("InvalidAliasNameException", 400),
    INVALID_ARN("InvalidArnException", 400),
    INVALID_CIPHERTEXT("InvalidCiphertextException", 400),
    INVALID_GRANT_ID("InvalidGrantIdException", 400),
    INVALID_GRANT_TOKEN("InvalidGrantTokenException", 400),
    INVALID_KEY_USAGE("InvalidKeyUsageException", 400),
    INVALID_MARKER("InvalidMarkerException", 400),
    INVALID_STATE("KMSInvalidStateException", 400),
    KEY_UNAVAILABLE("KeyUnavailableException", 500),
    LIMIT_EXCEEDED("LimitExceededException", 400),
    MALFORMED_POLICY("MalformedPolicyDocumentException", 400),
    NOT_AUTHORIZED("NotAuthorizedException", 400),
    NOT_FOUND("NotFoundException", 400),
    TAG("TagException", 400),
    THROTTLING("ThrottlingException", 400),
    UNSUPPORTED_OPERATION("UnsupportedOperationException", 400),
    VALIDATION("ValidationException", 400);

    private final String code;
    private final int status;

    KmsError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The error code on the wire. */
    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The error with this message; empty where AWS sends none. */
    public AwsException because(String message) {
        return new AwsException(code, status, message);
    }

    /** Whether {@code e} is this error. */
    public boolean is(AwsException e) {
        return e.code().equals(code) && e.status() == status;
    }
}
