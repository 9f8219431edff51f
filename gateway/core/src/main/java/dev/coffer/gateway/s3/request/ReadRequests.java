package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.ByteRange;
import dev.coffer.storage.api.GetObject;
import dev.coffer.storage.api.GetObjectAttributes;
import dev.coffer.storage.api.HeadObject;
import java.util.Map;
import java.util.Optional;

/** The operations that read one object. */
public final class ReadRequests {
    private static final int MAX_PARTS = 1000;

    private ReadRequests() {}

    public static GetObject getObject(S3Request request) {
        EncryptionHeaders.refuse(request);
        return new GetObject(
                request.bucket(),
                request.key(),
                request.versionId(),
                range(request),
                partNumber(request),
                ConditionHeaders.read(request),
                checksumMode(request));
    }

    public static HeadObject headObject(S3Request request) {
        EncryptionHeaders.refuse(request);
        return new HeadObject(
                request.bucket(),
                request.key(),
                request.versionId(),
                range(request),
                partNumber(request),
                ConditionHeaders.read(request),
                checksumMode(request));
    }

    public static GetObjectAttributes getObjectAttributes(S3Request request) {
        AttributeNames.of(request);
        EncryptionHeaders.refuse(request);
        return new GetObjectAttributes(
                request.bucket(),
                request.key(),
                request.versionId(),
                request.header("x-amz-part-number-marker")
                        .map(v -> S3Request.number("part-number-marker", v))
                        .orElse(0),
                request.header("x-amz-max-parts")
                        .map(v -> Math.min(MAX_PARTS, S3Request.number("max-parts", v)))
                        .orElse(MAX_PARTS));
    }

    private static Optional<ByteRange> range(S3Request request) {
        Optional<ByteRange> range = RangeHeader.of(request);
        if (range.isPresent() && request.query().has("partNumber")) {
            throw S3Error.INVALID_REQUEST.because("Cannot specify both Range header and partNumber query parameter");
        }
        return range;
    }

    private static Optional<Integer> partNumber(S3Request request) {
        return request.query().has("partNumber") ? Optional.of(WriteRequests.partNumber(request)) : Optional.empty();
    }

    private static boolean checksumMode(S3Request request) {
        Optional<String> mode = request.header("x-amz-checksum-mode");
        mode.filter(m -> !m.equalsIgnoreCase("ENABLED")).ifPresent(m -> {
            throw S3Error.INVALID_ARGUMENT.with(Map.of("ArgumentName", "x-amz-checksum-mode", "ArgumentValue", m));
        });
        return mode.isPresent();
    }
}
