package dev.coffer.gateway.s3.request;

import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.CopyObject;
import dev.coffer.storage.api.CopySource;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.UploadPartCopy;
import java.util.function.Function;

/** The operations that write from an object that is there. */
public final class CopyRequests {

    private CopyRequests() {}

    public static Function<S3Request, CopyObject> copyObject(CopySources sources) {
        return request -> copyObject(request, sources.of(request));
    }

    public static Function<S3Request, UploadPartCopy> uploadPartCopy(CopySources sources) {
        return request -> uploadPartCopy(request, sources.of(request));
    }

    private static CopyObject copyObject(S3Request request, CopySource source) {
        UnsupportedHeaders.refuse(request);
        CopyObject copy = new CopyObject(
                request.bucket(),
                request.key(),
                source,
                replaces(request, "x-amz-metadata-directive", "Unknown metadata directive."),
                replaces(request, "x-amz-tagging-directive", "Unknown tagging directive."),
                ContentHeaders.of(request),
                UserMetadata.of(request),
                TagsHeader.of(request),
                StorageClasses.of(request),
                EncryptionHeaders.of(request),
                ConditionHeaders.source(request),
                ConditionHeaders.write(request),
                DigestHeaders.algorithm(request.header("x-amz-checksum-algorithm"))
                        .map(ChecksumAlgorithm::id));
        refuseCopyOntoItself(copy);
        return copy;
    }

    private static UploadPartCopy uploadPartCopy(S3Request request, CopySource source) {
        return new UploadPartCopy(
                request.bucket(),
                request.key(),
                WriteRequests.uploadId(request),
                WriteRequests.partNumber(request),
                source,
                RangeHeader.ofCopySource(request),
                ConditionHeaders.source(request));
    }

    private static void refuseCopyOntoItself(CopyObject copy) {
        boolean same = copy.source().bucket().equals(copy.bucket())
                && copy.source().key().equals(copy.key())
                && copy.source().versionId().isEmpty();
        boolean changes = copy.replaceMetadata()
                || copy.storageClass().isPresent()
                || !copy.encryption().equals(EncryptionRequest.NONE)
                || copy.headers().websiteRedirectLocation().isPresent();
        if (same && !changes) {
            throw S3Error.INVALID_REQUEST.because("This copy request is illegal because it is trying to copy an object"
                    + " to itself without changing the object's metadata, storage class, website redirect location or"
                    + " encryption attributes.");
        }
    }

    private static boolean replaces(S3Request request, String header, String unknown) {
        return request.header(header)
                .map(directive -> switch (directive) {
                    case "COPY" -> false;
                    case "REPLACE" -> true;
                    default -> throw S3Request.invalid(header, directive, unknown);
                })
                .orElse(false);
    }
}
