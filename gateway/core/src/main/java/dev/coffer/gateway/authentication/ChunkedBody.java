package dev.coffer.gateway.authentication;

import dev.coffer.api.BodySource;
import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.chunked.AwsChunkedDecoder;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of an aws-chunked body; its end carries the trailer's checksums. */
final class ChunkedBody implements BodySource {
    private final BodySource source;
    private final AwsChunkedDecoder decoder;
    private final long decodedLength;
    private @Nullable ByteBuffer framed;
    private @Nullable End end;

    ChunkedBody(BodySource source, AwsChunkedDecoder decoder, long decodedLength) {
        this.source = source;
        this.decoder = decoder;
        this.decodedLength = decodedLength;
    }

    @Override
    public @Nullable ByteBuffer next() {
        while (end == null) {
            if (framed != null) {
                ByteBuffer content = decoder.decode(framed);
                if (content != null) {
                    return content;
                }
            }
            framed = source.next();
            if (framed == null) {
                end = new End(decodedLength, checksums(decoder.finish()));
            }
        }
        return null;
    }

    @Override
    public long declaredLength() {
        return decodedLength;
    }

    @Override
    public End end() {
        if (end == null) {
            throw new IllegalStateException("the body has not ended");
        }
        return end;
    }

    @Override
    public void close() {
        source.close();
    }

    private static Map<String, String> checksums(Map<String, String> trailer) {
        Map<String, String> checksums = new HashMap<>();
        trailer.forEach(
                (name, value) -> checksums.put(name.substring(ChecksumAlgorithm.HEADER_PREFIX.length()), value));
        return checksums;
    }
}
