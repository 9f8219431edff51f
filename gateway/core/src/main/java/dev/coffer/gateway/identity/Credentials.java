package dev.coffer.gateway.identity;

import dev.coffer.aws.error.AwsException;
import java.util.regex.Pattern;

/** An access key with its secret in the clear, on its way in or out; never logged. */
public record Credentials(String accessKeyId, String secretAccessKey) {
    private static final Pattern ID = Pattern.compile("\\w{16,128}");
    private static final Pattern SECRET = Pattern.compile("[!-~]{8,128}");

    /** @throws AwsException {@code ValidationError} if a part has not the length or characters of one */
    public Credentials {
        if (!ID.matcher(accessKeyId).matches()) {
            throw IdentityErrors.invalid("An access key id has 16 to 128 letters, digits or underscores.");
        }
        if (!SECRET.matcher(secretAccessKey).matches()) {
            throw IdentityErrors.invalid("A secret access key has 8 to 128 printable ASCII characters.");
        }
    }

    @Override
    public String toString() {
        return accessKeyId;
    }
}
