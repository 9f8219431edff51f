package dev.coffer.aws.sigv4;

import java.util.regex.Pattern;

/** An access key id and the scope that it signs for: {@code AKID/yyyyMMdd/region/service/aws4_request}. */
public record Credential(String accessKeyId, CredentialScope scope) {
    private static final Pattern DATE = Pattern.compile("\\d{8}");
    private static final int MAX_LENGTH = 512;

    /** @throws MalformedSignatureException with S3's words for what is wrong */
    public static Credential parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 5 || parts[0].isEmpty() || parts[2].isEmpty() || text.length() > MAX_LENGTH) {
            throw new MalformedSignatureException(
                    "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        }
        if (!DATE.matcher(parts[1]).matches()) {
            throw new MalformedSignatureException("incorrect date format \"" + parts[1]
                    + "\". This date in the credential must be in the format \"yyyyMMdd\".");
        }
        if (!parts[4].equals(SigV4.TERMINATOR)) {
            throw new MalformedSignatureException(
                    "incorrect terminal \"" + parts[4] + "\". This endpoint uses \"aws4_request\".");
        }
        return new Credential(parts[0], new CredentialScope(parts[1], parts[2], parts[3]));
    }
}
