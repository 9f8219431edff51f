package dev.coffer.gateway.s3.request;

import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.AbortMultipartUpload;
import dev.coffer.storage.api.CreateMultipartUpload;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.PutObject;
import dev.coffer.storage.api.UploadPart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The operations that write objects and parts. */
public final class WriteRequests {
    /** The largest body of one PUT: 5 GiB. */
    public static final long MAX_BODY_BYTES = 5L * 1024 * 1024 * 1024;

    private static final int MAX_PART_NUMBER = 10_000;

    private WriteRequests() {}

    public static PutObject putObject(S3Request request) {
        checkLength(request);
        UnsupportedHeaders.refuse(request);
        if (request.header("x-amz-write-offset-bytes").isPresent()) {
            throw S3Error.NOT_IMPLEMENTED.with(Map.of("Header", "x-amz-write-offset-bytes"));
        }
        return new PutObject(
                request.bucket(),
                request.key(),
                ContentHeaders.of(request),
                UserMetadata.of(request),
                TagsHeader.of(request),
                StorageClasses.of(request).orElse(StorageClasses.STANDARD),
                EncryptionHeaders.of(request),
                ConditionHeaders.write(request),
                DigestHeaders.whole(DigestHeaders.of(request)));
    }

    public static UploadPart uploadPart(S3Request request) {
        checkLength(request);
        EncryptionHeaders.refuse(request);
        return new UploadPart(
                request.bucket(),
                request.key(),
                uploadId(request),
                partNumber(request),
                DigestHeaders.whole(DigestHeaders.of(request)));
    }

    public static CreateMultipartUpload createMultipartUpload(S3Request request) {
        UnsupportedHeaders.refuse(request);
        Optional<ChecksumAlgorithm> algorithm = DigestHeaders.algorithm(request.header("x-amz-checksum-algorithm"));
        return new CreateMultipartUpload(
                request.bucket(),
                request.key(),
                ContentHeaders.of(request),
                UserMetadata.of(request),
                TagsHeader.of(request),
                StorageClasses.of(request).orElse(StorageClasses.STANDARD),
                EncryptionHeaders.of(request),
                algorithm.map(ChecksumAlgorithm::id),
                checksumType(request, algorithm));
    }

    public static DeleteObject deleteObject(S3Request request) {
        return new DeleteObject(request.bucket(), request.key(), request.versionId(), request.header("if-match"));
    }

    public static AbortMultipartUpload abortMultipartUpload(S3Request request) {
        return new AbortMultipartUpload(request.bucket(), request.key(), uploadId(request));
    }

    static String uploadId(S3Request request) {
        return request.parameter("uploadId").orElseThrow();
    }

    static int partNumber(S3Request request) {
        String value = request.parameter("partNumber").orElseThrow();
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= MAX_PART_NUMBER) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw S3Request.invalid("partNumber", value, "Part number must be an integer between 1 and 10000, inclusive");
    }

    private static Optional<String> checksumType(S3Request request, Optional<ChecksumAlgorithm> algorithm) {
        Optional<String> type = request.header("x-amz-checksum-type");
        type.ifPresent(t -> {
            ChecksumAlgorithm a = algorithm.orElseThrow(() -> S3Error.INVALID_REQUEST.because(
                    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."));
            boolean allowed = switch (t) {
                case "FULL_OBJECT" -> a.allowsFullObject();
                case "COMPOSITE" -> a.allowsComposite();
                default -> throw S3Error.INVALID_REQUEST.because("Value for x-amz-checksum-type header is invalid.");
            };
            if (!allowed) {
                throw S3Error.INVALID_REQUEST.because(
                        "The " + t + " checksum type cannot be used with the " + a.id() + " checksum algorithm.");
            }
        });
        return type;
    }

    private static void checkLength(S3Request request) {
        long length = request.identity().body().declaredLength();
        if (length < 0) {
            throw S3Error.MISSING_CONTENT_LENGTH.error();
        }
        if (length > MAX_BODY_BYTES) {
            Map<String, String> details = new LinkedHashMap<>();
            details.put("ProposedSize", Long.toString(length));
            details.put("MaxSizeAllowed", Long.toString(MAX_BODY_BYTES));
            throw S3Error.ENTITY_TOO_LARGE.with(details);
        }
    }
}
