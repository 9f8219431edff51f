package dev.coffer.storage.object;

import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.ByteRange;
import dev.coffer.storage.api.SentRange;
import dev.coffer.storage.api.StoredChecksum;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which bytes of a version a read is about.
 *
 * @param range what the answer says of it; none for the whole object
 * @param checksums those of exactly these bytes
 * @param partsCount where a part of a multipart object was asked for
 */
record ReadSelection(
        Span span, Optional<SentRange> range, List<StoredChecksum> checksums, Optional<Integer> partsCount) {

    /** @throws dev.coffer.aws.error.AwsException {@code InvalidRange}, {@code InvalidPartNumber}, {@code InvalidRequest} */
    static ReadSelection of(
            StoredVersion version,
            Optional<ByteRange> range,
            Optional<Integer> partNumber,
            Function<Integer, Optional<StoredPart>> parts) {
        ObjectContent content = version.content();
        if (partNumber.isPresent()) {
            if (range.isPresent()) {
                throw S3Error.INVALID_REQUEST.because(
                        "Cannot specify both Range header and partNumber query parameter");
            }
            return ofPart(content, partNumber.get(), parts);
        }
        return range.flatMap(r -> Span.of(r, content.size()))
                .map(span -> new ReadSelection(span, sent(span, content.size()), List.of(), Optional.empty()))
                .orElseGet(() -> whole(content, Optional.empty()));
    }

    private static ReadSelection ofPart(
            ObjectContent content, int number, Function<Integer, Optional<StoredPart>> parts) {
        if (content.parts() == 0) {
            if (number != 1) {
                throw S3Error.INVALID_PART_NUMBER.error();
            }
            Span span = Span.whole(content.size());
            return whole(content, content.size() == 0 ? Optional.empty() : sent(span, content.size()));
        }
        StoredPart part = parts.apply(number).orElseThrow(S3Error.INVALID_PART_NUMBER::error);
        Span span = new Span(part.position(), part.size());
        return new ReadSelection(span, sent(span, content.size()), part.checksums(), Optional.of(content.parts()));
    }

    private static ReadSelection whole(ObjectContent content, Optional<SentRange> range) {
        return new ReadSelection(Span.whole(content.size()), range, content.checksums(), Optional.empty());
    }

    private static Optional<SentRange> sent(Span span, long size) {
        return Optional.of(new SentRange(span.offset(), span.last(), size));
    }
}
