package dev.coffer.gateway.authentication;

import dev.coffer.aws.sigv4.CanonicalRequest;
import dev.coffer.aws.sigv4.SigV4;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.http.RequestHead;

/**
 * Whether a signature is the one that our copy of the secret makes.
 *
 * @param matches the verdict
 * @param canonicalRequest as we see it, for the error document
 * @param stringToSign as we see it, for the error document
 */
record SignatureCheck(boolean matches, String canonicalRequest, String stringToSign) {
    private static final String SIGNATURE = "X-Amz-Signature";

    /** By the documented spelling of the path; where that does not match, by the others that signers use. */
    static SignatureCheck of(RequestHead head, Query query, SignedRequest signed, byte[] signingKey) {
        String canonicalQuery = query.canonical(SIGNATURE);
        String service = signed.fields().credential().scope().service();
        SignatureCheck documented =
                of(head, CanonicalRequest.path(service, head.rawPath()), canonicalQuery, signed, signingKey);
        if (documented.matches) {
            return documented;
        }
        for (String path : CanonicalRequest.paths(service, head.rawPath())) {
            SignatureCheck other = of(head, path, canonicalQuery, signed, signingKey);
            if (other.matches) {
                return other;
            }
        }
        return documented;
    }

    private static SignatureCheck of(
            RequestHead head, String path, String canonicalQuery, SignedRequest signed, byte[] signingKey) {
        String canonical = CanonicalRequest.of(
                head.method(),
                path,
                canonicalQuery,
                signed.fields().signedHeaders(),
                head.headers()::all,
                signed.payloadHash());
        String toSign = SigV4.stringToSign(
                signed.amzDate(), signed.fields().credential().scope(), canonical);
        boolean matches =
                SigV4.matches(SigV4.sign(signingKey, toSign), signed.fields().signature());
        return new SignatureCheck(matches, canonical, toSign);
    }
}
