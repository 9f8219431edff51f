package dev.coffer.storage.blob.s3;

import dev.coffer.storage.blob.s3.StoreFaults.Refusals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Multipart uploads to the bucket: how a large blob becomes one object. */
final class MultipartUploads {
    private final S3Client client;
    private final S3Settings settings;
    private final StoreFaults faults;

    MultipartUploads(S3Client client, S3Settings settings, StoreFaults faults) {
        this.client = client;
        this.settings = settings;
        this.faults = faults;
    }

    /** Begins one; its id. */
    String begin(String key) {
        return faults.call(
                        Refusals.NONE,
                        () -> client.createMultipartUpload(create ->
                                create.bucket(settings.bucket()).key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32_C)))
                .uploadId();
    }

    /** Stores a part. */
    CompletedPart upload(String key, String upload, int number, byte[] bytes, int length) {
        String checksum = StoredObjects.crc32c(bytes, length);
        String etag = faults.call(
                        Refusals.NONE,
                        () -> client.uploadPart(
                                part -> part.bucket(settings.bucket())
                                        .key(key)
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .checksumCRC32C(checksum),
                                StoredObjects.body(bytes, length)))
                .eTag();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(etag)
                .checksumCRC32C(checksum)
                .build();
    }

    /**
     * Makes the parts a new object.
     *
     * @throws S3Exception if there is an object of that name ({@link Refusals#isTaken}) or no such upload any more
     *     ({@link Refusals#isMissing}): also where an earlier attempt has succeeded
     */
    void complete(String key, String upload, List<CompletedPart> parts) {
        faults.call(
                e -> Refusals.isTaken(e) || Refusals.isMissing(e),
                () -> client.completeMultipartUpload(complete -> complete.bucket(settings.bucket())
                        .key(key)
                        .uploadId(upload)
                        .ifNoneMatch("*")
                        .multipartUpload(u -> u.parts(parts))));
    }

    /** Gives an upload up, also one that is gone. */
    void abort(String key, String upload) {
        try {
            faults.call(
                    Refusals::isMissing,
                    () -> client.abortMultipartUpload(
                            abort -> abort.bucket(settings.bucket()).key(key).uploadId(upload)));
        } catch (S3Exception gone) {
            // as wanted
        }
    }

    /** Gives up what was begun before {@code limit} and never ended; how many that were. */
    int abortOlderThan(String prefix, Instant limit) {
        int aborted = 0;
        Optional<ListMultipartUploadsResponse> before = Optional.empty();
        do {
            ListMultipartUploadsResponse page = list(prefix, before);
            for (MultipartUpload upload : page.uploads()) {
                if (upload.initiated().isBefore(limit)) {
                    abort(upload.key(), upload.uploadId());
                    aborted++;
                }
            }
            before = Optional.of(page).filter(ListMultipartUploadsResponse::isTruncated);
        } while (before.isPresent());
        return aborted;
    }

    private ListMultipartUploadsResponse list(String prefix, Optional<ListMultipartUploadsResponse> before) {
        return faults.call(
                Refusals.NONE,
                () -> client.listMultipartUploads(list -> list.bucket(settings.bucket())
                        .prefix(prefix)
                        .keyMarker(before.map(ListMultipartUploadsResponse::nextKeyMarker)
                                .orElse(null))
                        .uploadIdMarker(before.map(ListMultipartUploadsResponse::nextUploadIdMarker)
                                .orElse(null))));
    }
}
