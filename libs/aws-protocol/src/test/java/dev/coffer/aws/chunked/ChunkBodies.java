package dev.coffer.aws.chunked;

import dev.coffer.aws.sigv4.CredentialScope;
import dev.coffer.aws.sigv4.SigV4;
import java.nio.charset.StandardCharsets;

/** Writes signed chunks as a client does, for bodies that no SDK would send. */
public final class ChunkBodies {
    private final byte[] key;
    private final String date;
    private final CredentialScope scope;
    private String previous;

    public ChunkBodies(byte[] key, String date, CredentialScope scope, String seed) {
        this.key = key;
        this.date = date;
        this.scope = scope;
        this.previous = seed;
    }

    /** One chunk with its framing; an empty one is the last. */
    public String chunk(String content) {
        previous = SigV4.sign(
                key,
                "AWS4-HMAC-SHA256-PAYLOAD\n" + date + "\n" + scope + "\n" + previous + "\n" + SigV4.EMPTY_SHA256 + "\n"
                        + SigV4.sha256Hex(content.getBytes(StandardCharsets.US_ASCII)));
        String header = Integer.toHexString(content.length()) + ";chunk-signature=" + previous + "\r\n";
        return content.isEmpty() ? header : header + content + "\r\n";
    }
}
