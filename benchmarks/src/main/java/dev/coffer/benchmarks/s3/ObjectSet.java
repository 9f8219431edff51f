package dev.coffer.benchmarks.s3;

import dev.coffer.aws.uri.Percent;
import dev.coffer.benchmarks.wire.Body;
import dev.coffer.benchmarks.wire.Content;
import dev.coffer.benchmarks.wire.Request;
import dev.coffer.benchmarks.wire.Signer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Numbered objects of one size in one bucket, and the requests about them. Objects lie under {@code prefixes} prefixes; each
 * has one of {@link #BODIES} bodies of random bytes, so that what is read back can be checked by its number.
 */
public final class ObjectSet {
    private static final int BODIES = 251;
    private static final int MAX_BLOCK = 1 << 20;
    private static final long SEED = 20_261_124;

    private final String bucket;
    private final String prefix;
    private final int prefixes;
    private final long size;
    private final Map<String, String> putHeaders;
    private final Checks checks;
    private final ByteBuffer block;
    private final Map<Integer, Content> contents = new HashMap<>();
    private final Map<Integer, String> hashes = new HashMap<>();

    /**
     * What is checked and signed beyond the least.
     *
     * @param checksum whether the CRC-32C of what is read is compared, instead of its length and ends
     * @param signedPayload whether PUT sends its body's SHA-256 (computed once) instead of {@code UNSIGNED-PAYLOAD}
     */
    public record Checks(boolean checksum, boolean signedPayload) {
        /** The least. */
        public static final Checks CHEAP = new Checks(false, false);
    }

    /**
     * @param prefix of every key, such as {@code run1/}
     * @param prefixes how many prefixes below it the objects are spread over, at least 1
     * @param size bytes of each object
     * @param putHeaders such as those of {@link Encryption#headers()}
     */
    public ObjectSet(
            String bucket, String prefix, int prefixes, long size, Map<String, String> putHeaders, Checks checks) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.prefixes = prefixes;
        this.size = size;
        this.putHeaders = Map.copyOf(putHeaders);
        this.checks = checks;
        byte[] bytes = new byte[Math.clamp(size + BODIES, 4096, MAX_BLOCK)];
        new Random(SEED).nextBytes(bytes);
        this.block = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** The bucket. */
    public String bucket() {
        return bucket;
    }

    /** Bytes of each object. */
    public long size() {
        return size;
    }

    /** Every key begins so. */
    public String prefix() {
        return prefix;
    }

    /** The key of object {@code number}. */
    public String key(long number) {
        return prefixOf(number) + "object-" + padded(number, 10);
    }

    /** Writes object {@code number}. */
    public Request put(long number) {
        int variety = variety(number);
        Body body = body(variety);
        return Request.of("PUT", "PUT", path(number), "").with(putHeaders).sending(body, payloadHash(variety, body));
    }

    /** Reads object {@code number} and checks what comes. */
    public Request get(long number) {
        return Request.of("GET", "GET", path(number), "").expecting(content(variety(number)));
    }

    /** Asks for the head of object {@code number}. */
    public Request head(long number) {
        return Request.of("HEAD", "HEAD", path(number), "");
    }

    /** Deletes object {@code number}. */
    public Request delete(long number) {
        return Request.of("DELETE", "DELETE", path(number), "");
    }

    /** The first page of the keys at the top, up to the next slash. */
    public Request listTop() {
        return list("LIST top", "delimiter=%2F&list-type=2");
    }

    /** A page of up to 1,000 keys of a prefix. */
    public Request listPage(long number) {
        return list("LIST page", "list-type=2&prefix=" + encoded(prefixOf(number)));
    }

    /** The first page of up to 1,000 of all keys. */
    public Request listFirst() {
        return list("LIST first", "list-type=2&prefix=" + encoded(prefix));
    }

    /** The page of up to 1,000 of all keys behind a page's continuation token. */
    public Request listAfter(String token) {
        return list(
                        "LIST next",
                        "continuation-token=" + Percent.encode(token) + "&list-type=2&prefix=" + encoded(prefix))
                .keeping();
    }

    private Request list(String kind, String query) {
        return Request.of(kind, "GET", "/" + bucket, query);
    }

    private String path(long number) {
        return "/" + bucket + "/" + key(number);
    }

    private String prefixOf(long number) {
        return prefix + "p" + padded(number % prefixes, 4) + "/";
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static String encoded(String text) {
        return text.replace("/", "%2F");
    }

    private static int variety(long number) {
        return (int) (number % BODIES);
    }

    private Body body(int variety) {
        return new Body(block, variety, size);
    }

    private Content content(int variety) {
        return contents.computeIfAbsent(
                variety, v -> checks.checksum ? Content.withChecksum(body(v)) : Content.of(body(v)));
    }

    private String payloadHash(int variety, Body body) {
        return checks.signedPayload
                ? hashes.computeIfAbsent(variety, v -> Signer.sha256(body))
                : Signer.UNSIGNED_PAYLOAD;
    }
}
