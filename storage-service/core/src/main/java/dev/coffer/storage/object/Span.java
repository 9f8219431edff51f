package dev.coffer.storage.object;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.ByteRange;
import java.util.Map;
import java.util.Optional;

/**
 * Consecutive bytes of an object.
 *
 * @param offset of the first
 * @param length how many, possibly none
 */
public record Span(long offset, long length) {

    /** A whole object. */
    public static Span whole(long size) {
        return new Span(0, size);
    }

    /**
     * The bytes that a range asks for of an object of {@code size} bytes: cut at its end; none at all where the range
     * does not make sense, which HTTP then ignores. Source: RFC 9110, section 14.1.2.
     *
     * @throws AwsException {@code InvalidRange} if not one byte of it is there
     */
    public static Optional<Span> of(ByteRange range, long size) {
        if (range.first().isEmpty()) {
            long suffix = range.last().orElse(0L);
            if (suffix == 0 || size == 0) {
                throw unsatisfiable(range, size);
            }
            long length = Math.min(suffix, size);
            return Optional.of(new Span(size - length, length));
        }
        long first = range.first().get();
        if (range.last().isPresent() && range.last().get() < first) {
            return Optional.empty();
        }
        if (first >= size) {
            throw unsatisfiable(range, size);
        }
        long last = Math.min(range.last().orElse(size - 1), size - 1);
        return Optional.of(new Span(first, last - first + 1));
    }

    /** The last byte's offset. */
    public long last() {
        return offset + length - 1;
    }

    private static AwsException unsatisfiable(ByteRange range, long size) {
        String asked = "bytes=" + range.first().map(String::valueOf).orElse("") + "-"
                + range.last().map(String::valueOf).orElse("");
        return S3Error.INVALID_RANGE.with(Map.of("RangeRequested", asked, "ActualObjectSize", Long.toString(size)));
    }
}
