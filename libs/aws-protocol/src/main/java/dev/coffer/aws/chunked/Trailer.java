package dev.coffer.aws.chunked;

import dev.coffer.aws.error.S3Error;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The fields behind the last chunk. Only those announced in {@code x-amz-trailer} may come, and all of them must. */
final class Trailer {
    static final String SIGNATURE = "x-amz-trailer-signature";
    static final int MAX_FIELDS = 16;

    private final Set<String> announced;
    private final Map<String, String> fields = new TreeMap<>();
    private String signature = "";

    /** @param announced lower-case names */
    Trailer(Set<String> announced) {
        this.announced = Set.copyOf(announced);
    }

    void add(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || fields.size() >= MAX_FIELDS) {
            throw S3Error.MALFORMED_TRAILER.error();
        }
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        if (name.equals(SIGNATURE)) {
            signature = value;
        } else if (!announced.contains(name) || fields.put(name, value) != null) {
            throw S3Error.MALFORMED_TRAILER.error();
        }
    }

    boolean hasSignature() {
        return !signature.isEmpty();
    }

    String signature() {
        return signature;
    }

    /** What the trailer's signature covers. */
    String canonical() {
        StringBuilder out = new StringBuilder();
        fields.forEach(
                (name, value) -> out.append(name).append(':').append(value).append('\n'));
        return out.toString();
    }

    Map<String, String> complete() {
        if (!fields.keySet().equals(announced)) {
            throw S3Error.MALFORMED_TRAILER.error();
        }
        return Map.copyOf(fields);
    }
}
