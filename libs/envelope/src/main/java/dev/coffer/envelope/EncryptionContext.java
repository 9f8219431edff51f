package dev.coffer.envelope;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Non-secret pairs that are authenticated with a ciphertext: order-independent and case-sensitive. Source: "Encryption
 * context", AWS KMS Developer Guide.
 */
public record EncryptionContext(SortedMap<String, String> pairs) {
    /** The key under which S3 names the object or, with bucket keys, the bucket. */
    public static final String S3_ARN = "aws:s3:arn";

    /** No pairs at all. */
    public static final EncryptionContext EMPTY = new EncryptionContext(new TreeMap<>());

    /** Copies and sorts the pairs. */
    public EncryptionContext {
        pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
    }

    /** A context of these pairs. */
    public static EncryptionContext of(Map<String, String> pairs) {
        return new EncryptionContext(new TreeMap<>(pairs));
    }

    /** This context with one pair more, or replaced. */
    public EncryptionContext plus(String key, String value) {
        TreeMap<String, String> more = new TreeMap<>(pairs);
        more.put(key, value);
        return new EncryptionContext(more);
    }

    /** Whether there are no pairs. */
    public boolean isEmpty() {
        return pairs.isEmpty();
    }

    /**
     * The canonical bytes, for use as additional authenticated data: the number of pairs, then for each pair in order of
     * its key (by UTF-16 code units) key and value, every string as a 32-bit big-endian length and its UTF-8 bytes. Two
     * different contexts never have the same bytes.
     */
    public byte[] canonicalBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(pairs.size());
            for (Map.Entry<String, String> pair : pairs.entrySet()) {
                write(out, pair.getKey());
                write(out, pair.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
