package dev.coffer.conformance.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Refusals as clients see them. */
public final class Errors {
    private Errors() {}

    /** The refusal of {@code call} has this status and AWS's code. */
    public static AwsServiceException refused(int status, String code, ThrowingCallable call) {
        AwsServiceException e = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(e).as("should be refused as " + code).isNotNull();
        assertThat(e.awsErrorDetails().errorCode() + " " + e.statusCode())
                .as(e.getMessage())
                .isEqualTo(code + " " + status);
        return e;
    }
}
