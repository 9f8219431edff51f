package dev.coffer.aws.sigv4;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a request says of its signature, from the {@code Authorization} header or from the query.
 *
 * @param signedHeaders lower case, in the order given
 * @param signature as given, not yet compared
 */
public record SignatureFields(Credential credential, List<String> signedHeaders, String signature) {
    private static final int MAX_SIGNED_HEADERS = 256;

    /** Copies the list. */
    public SignatureFields {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /**
     * Reads {@code AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…}; the commas need no space behind them.
     *
     * @throws MalformedSignatureException with S3's words for what is wrong
     */
    public static SignatureFields ofHeader(String authorization) {
        if (!authorization.startsWith(SigV4.ALGORITHM)) {
            throw new MalformedSignatureException("the algorithm is not " + SigV4.ALGORITHM + ".");
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : authorization.substring(SigV4.ALGORITHM.length()).split(",")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        field.substring(0, equals).strip(),
                        field.substring(equals + 1).strip());
            }
        }
        return of(required(fields, "Credential"), required(fields, "SignedHeaders"), required(fields, "Signature"));
    }

    /**
     * Reads the three texts as they stand in the query or the header.
     *
     * @throws MalformedSignatureException with S3's words for what is wrong
     */
    public static SignatureFields of(String credential, String signedHeaders, String signature) {
        List<String> names =
                Arrays.stream(signedHeaders.toLowerCase(Locale.ROOT).split(";")).toList();
        if (names.size() > MAX_SIGNED_HEADERS) {
            throw new MalformedSignatureException("too many signed headers.");
        }
        return new SignatureFields(Credential.parse(credential), names, signature);
    }

    private static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new MalformedSignatureException("the authorization header requires three components: Credential,"
                    + " SignedHeaders, and Signature.");
        }
        return value;
    }
}
