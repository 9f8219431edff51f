package dev.coffer.gateway.authentication;

import dev.coffer.aws.sigv4.CanonicalRequest;
import dev.coffer.aws.sigv4.SigV4;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.http.Headers;
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

    static SignatureCheck of(RequestHead head, Query query, SignedRequest signed, byte[] signingKey) {
        SignatureCheck documented = null;
        String canonicalQuery = query.canonical(SIGNATURE);
        Headers headers = head.headers();
        String service = signed.fields().credential().scope().service();
        for (String path : CanonicalRequest.paths(service, head.rawPath())) {
            String canonical = CanonicalRequest.of(
                    head.method(),
                    path,
                    canonicalQuery,
                    signed.fields().signedHeaders(),
                    headers::all,
                    signed.payloadHash());
            String toSign = SigV4.stringToSign(
                    signed.amzDate(), signed.fields().credential().scope(), canonical);
            boolean matches = SigV4.matches(
                    SigV4.sign(signingKey, toSign), signed.fields().signature());
            SignatureCheck check = new SignatureCheck(matches, canonical, toSign);
            if (matches) {
                return check;
            }
            documented = documented == null ? check : documented;
        }
        if (documented == null) {
            throw new IllegalStateException("a path has at least one spelling");
        }
        return documented;
    }
}
