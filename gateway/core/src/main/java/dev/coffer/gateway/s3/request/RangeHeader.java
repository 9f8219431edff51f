package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.ByteRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One range of bytes. Several ranges, or what is no range at all, are ignored, as S3 does. */
final class RangeHeader {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private RangeHeader() {}

    static Optional<ByteRange> of(S3Request request) {
        return request.header("range").flatMap(RangeHeader::parse);
    }

    /** {@code x-amz-copy-source-range}, which must be {@code bytes=first-last}. */
    static Optional<ByteRange> ofCopySource(S3Request request) {
        Optional<String> header = request.header("x-amz-copy-source-range");
        Optional<ByteRange> range = header.flatMap(RangeHeader::parse);
        if (header.isPresent()
                && range.filter(r -> r.first().isPresent() && r.last().isPresent())
                        .isEmpty()) {
            throw S3Error.INVALID_ARGUMENT.because("The x-amz-copy-source-range value must be of the form"
                    + " bytes=first-last where first and last are the zero-based offsets of the first and last bytes to"
                    + " copy");
        }
        return range;
    }

    private static Optional<ByteRange> parse(String header) {
        Matcher matcher = RANGE.matcher(header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<Long> first = number(matcher.group(1));
        Optional<Long> last = number(matcher.group(2));
        boolean none = first.isEmpty() && last.isEmpty();
        boolean backwards = first.isPresent() && last.isPresent() && first.get() > last.get();
        return none || backwards ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }

    private static Optional<Long> number(String digits) {
        return digits.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(digits));
    }
}
