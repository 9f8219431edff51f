package dev.coffer.kms.grant;

import dev.coffer.kms.api.KmsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a grant token says: which grant. It is no secret, and gives nobody a permission. */
record GrantToken(String keyArn, String grantId) {

    /** The token on the wire. */
    String encoded() {
        return Base64.getEncoder().encodeToString((keyArn + " " + grantId).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws dev.coffer.aws.error.AwsException {@code InvalidGrantTokenException} */
    static GrantToken parse(String token) {
        try {
            String[] parts = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 2);
            if (parts.length == 2) {
                return new GrantToken(parts[0], parts[1]);
            }
        } catch (IllegalArgumentException e) {
            throw KmsError.INVALID_GRANT_TOKEN.because("Invalid grant token.");
        }
        throw KmsError.INVALID_GRANT_TOKEN.because("Invalid grant token.");
    }
}
