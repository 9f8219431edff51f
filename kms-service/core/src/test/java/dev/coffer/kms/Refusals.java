package dev.coffer.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is refused, and how. */
public final class Refusals {
    private Refusals() {}

    public static void refused(String code, String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.text()).isEqualTo(message);
            assertThat(e.status()).isEqualTo(code.equals("KMSInternalException") ? 500 : 400);
        });
    }

    public static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
