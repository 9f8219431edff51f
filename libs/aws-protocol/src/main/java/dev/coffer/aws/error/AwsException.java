package dev.coffer.aws.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An expected refusal with the code and HTTP status that AWS documents. It is an answer, not a fault: it has no stack
 * trace and carries nothing secret, and it travels between services as it is. A detail whose name begins with
 * {@code x-amz-} is rendered as a response header, every other one as an element of the error document.
 */
public final class AwsException extends RuntimeException {
    private final String code;
    private final int status;
    private final Map<String, String> details;

    /**
     * @param code the error code on the wire, such as {@code NoSuchKey} or {@code NotFoundException}
     * @param status the HTTP status
     * @param message the text for people; AWS's own wording where it is known
     * @param details further elements of the error document (such as {@code BucketName}, {@code Region}), or empty
     */
    public AwsException(String code, int status, String message, Map<String, String> details) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** An error without details. */
    public AwsException(String code, int status, String message) {
        this(code, status, message, Map.of());
    }

    /** The error code on the wire. */
    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Further elements of the error document, in their order. */
    public Map<String, String> details() {
        return details;
    }

    /** The message, never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
