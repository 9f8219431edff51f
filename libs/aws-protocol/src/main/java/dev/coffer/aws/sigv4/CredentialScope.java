package dev.coffer.aws.sigv4;

/**
 * What a signing key is good for.
 *
 * @param date {@code yyyyMMdd}
 * @param region as it was signed; whether it exists is another question
 * @param service such as {@code s3}
 */
public record CredentialScope(String date, String region, String service) {
    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + SigV4.TERMINATOR;
    }
}
