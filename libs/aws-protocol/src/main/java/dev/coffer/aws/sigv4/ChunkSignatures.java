package dev.coffer.aws.sigv4;

/**
 * The chain of signatures in a body sent in signed chunks: each covers its chunk and the signature before it, the first
 * one that of the request. Source: "Signature calculations for the authorization header: transferring payload in multiple
 * chunks", Amazon S3 API Reference.
 */
public final class ChunkSignatures {
    private final byte[] signingKey;
    private final String amzDate;
    private final CredentialScope scope;
    private String previous;

    /** @param seed the request's own signature */
    public ChunkSignatures(byte[] signingKey, String amzDate, CredentialScope scope, String seed) {
        this.signingKey = signingKey.clone();
        this.amzDate = amzDate;
        this.scope = scope;
        this.previous = seed;
    }

    /** Whether {@code signature} is that of the next chunk, whose bytes hash to {@code sha256}. */
    public boolean chunk(String signature, byte[] sha256) {
        return next(
                "AWS4-HMAC-SHA256-PAYLOAD\n" + amzDate + "\n" + scope + "\n" + previous + "\n" + SigV4.EMPTY_SHA256
                        + "\n" + SigV4.hex(sha256),
                signature);
    }

    /**
     * Whether {@code signature} is that of the trailer.
     *
     * @param canonicalTrailer {@code name:value\n} of each field but the signature, by name
     */
    public boolean trailer(String signature, String canonicalTrailer) {
        return next(
                "AWS4-HMAC-SHA256-TRAILER\n" + amzDate + "\n" + scope + "\n" + previous + "\n"
                        + SigV4.sha256Hex(canonicalTrailer),
                signature);
    }

    private boolean next(String stringToSign, String signature) {
        previous = SigV4.sign(signingKey, stringToSign);
        return SigV4.matches(previous, signature);
    }
}
