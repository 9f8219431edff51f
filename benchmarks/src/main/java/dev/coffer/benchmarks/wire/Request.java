package dev.coffer.benchmarks.wire;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One request, not yet signed.
 *
 * @param kind what the request counts as in the report, such as {@code PUT}
 * @param path percent-encoded, as it is signed
 * @param query canonical: encoded and sorted by name; empty if there is none
 * @param headers lower-case names; all are signed
 * @param payloadHash the last line of the canonical request
 * @param expected what the answer's body has to be
 * @param keep whether the answer's body is kept for reading
 */
public record Request(
        String kind,
        String method,
        String path,
        String query,
        SortedMap<String, String> headers,
        Body body,
        String payloadHash,
        Optional<Content> expected,
        boolean keep) {

    /** Without a body, its answer's body neither expected nor kept. */
    public static Request of(String kind, String method, String path, String query) {
        return new Request(
                kind,
                method,
                path,
                query,
                new TreeMap<>(),
                Body.EMPTY,
                Signer.UNSIGNED_PAYLOAD,
                Optional.empty(),
                false);
    }

    /** The same with more headers. */
    public Request with(Map<String, String> more) {
        SortedMap<String, String> all = new TreeMap<>(headers);
        all.putAll(more);
        return new Request(kind, method, path, query, all, body, payloadHash, expected, keep);
    }

    /** The same with a body. */
    public Request sending(Body content, String hash) {
        return new Request(kind, method, path, query, headers, content, hash, expected, keep);
    }

    /** The same, its answer checked. */
    public Request expecting(Content content) {
        return new Request(kind, method, path, query, headers, body, payloadHash, Optional.of(content), keep);
    }

    /** The same, its answer kept. */
    public Request keeping() {
        return new Request(kind, method, path, query, headers, body, payloadHash, expected, true);
    }
}
