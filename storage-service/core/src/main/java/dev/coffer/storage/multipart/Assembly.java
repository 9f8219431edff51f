package dev.coffer.storage.multipart;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.CompleteMultipartUpload;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.object.ObjectId;
import dev.coffer.storage.object.StoredPart;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The object that the named parts of an upload make up. Pure. Source: CompleteMultipartUpload, Amazon S3 API Reference,
 * "Amazon S3 multipart upload limits"; spec section 4.
 *
 * @param parts in order
 * @param size of all of them
 * @param unused blobs of parts that were uploaded and not named
 */
record Assembly(List<StoredPart> parts, long size, String etag, StoredChecksum checksum, List<ObjectId> unused) {
    /** The smallest part but for the last. */
    static final long MIN_PART_BYTES = 5L << 20;

    private static final long MAX_OBJECT_BYTES = 5L << 40;

    /** Copies the lists. */
    Assembly {
        parts = List.copyOf(parts);
        unused = List.copyOf(unused);
    }

    /**
     * Puts the parts together.
     *
     * @param uploaded every part of the upload
     * @throws AwsException {@code InvalidPartOrder}, {@code InvalidPart}, {@code EntityTooSmall}, {@code BadDigest} …
     */
    static Assembly of(CompleteMultipartUpload request, UploadChecksum checksum, List<UploadedPart> uploaded) {
        requireOrder(request);
        List<UploadedPart> chosen = choose(request, checksum, uploaded);
        requireSizes(chosen);
        List<StoredPart> parts = place(chosen);
        long size = chosen.stream().mapToLong(UploadedPart::size).sum();
        requireSize(request, size);
        StoredChecksum whole = checksum.ofObject(chosen);
        checksum.verify(whole, request.checksums(), request.checksumType());
        String etag = etag(chosen.stream().map(UploadedPart::etag).toList());
        return new Assembly(parts, size, etag, whole, unused(uploaded, chosen));
    }

    /** The ETag of an object of parts with these ETags: the MD5 of theirs, and how many. */
    static String etag(List<String> partEtags) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            partEtags.forEach(etag -> md5.update(HexFormat.of().parseHex(etag)));
            return HexFormat.of().formatHex(md5.digest()) + "-" + partEtags.size();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An ETag as clients send it, without quotes. */
    static String bare(String etag) {
        boolean quoted = etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"");
        return quoted ? etag.substring(1, etag.length() - 1) : etag;
    }

    private static void requireOrder(CompleteMultipartUpload request) {
        if (request.parts().isEmpty() || request.parts().size() > UploadedPart.MAX_NUMBER) {
            throw S3Error.MALFORMED_XML.error();
        }
        int before = 0;
        for (CompleteMultipartUpload.Part part : request.parts()) {
            if (part.number() <= before) {
                throw part.number() < 1
                        ? S3Error.INVALID_ARGUMENT.because("PartNumber must be >= 1")
                        : S3Error.INVALID_PART_ORDER.with(Map.of("UploadId", request.uploadId()));
            }
            before = part.number();
        }
    }

    private static List<UploadedPart> choose(
            CompleteMultipartUpload request, UploadChecksum checksum, List<UploadedPart> uploaded) {
        Map<Integer, UploadedPart> byNumber = new TreeMap<>();
        uploaded.forEach(part -> byNumber.put(part.number(), part));
        List<UploadedPart> chosen = new ArrayList<>();
        for (CompleteMultipartUpload.Part named : request.parts()) {
            UploadedPart part = byNumber.get(named.number());
            if (part == null || !part.etag().equals(bare(named.etag())) || contradicts(named, part)) {
                throw S3Error.INVALID_PART.with(Map.of(
                        "UploadId", request.uploadId(),
                        "PartNumber", Integer.toString(named.number()),
                        "ETag", bare(named.etag())));
            }
            requireChecksum(named, checksum);
            chosen.add(part);
        }
        return chosen;
    }

    private static boolean contradicts(CompleteMultipartUpload.Part named, UploadedPart part) {
        return named.checksums().entrySet().stream()
                .anyMatch(sent -> part.checksums().stream()
                        .filter(c -> c.algorithm().equalsIgnoreCase(sent.getKey()))
                        .noneMatch(c -> c.value().equals(sent.getValue())));
    }

    private static void requireChecksum(CompleteMultipartUpload.Part named, UploadChecksum checksum) {
        if (checksum.composite() && named.checksums().isEmpty()) {
            throw S3Error.INVALID_REQUEST.because("The upload was created using a "
                    + checksum.algorithm().id()
                    + " checksum. The complete request must include the checksum for each part. It was missing for part "
                    + named.number() + " in the request.");
        }
    }

    private static void requireSizes(List<UploadedPart> chosen) {
        for (UploadedPart part : chosen.subList(0, chosen.size() - 1)) {
            if (part.size() < MIN_PART_BYTES) {
                throw S3Error.ENTITY_TOO_SMALL.with(Map.of(
                        "ProposedSize", Long.toString(part.size()),
                        "MinSizeAllowed", Long.toString(MIN_PART_BYTES),
                        "PartNumber", Integer.toString(part.number()),
                        "ETag", part.etag()));
            }
        }
    }

    private static void requireSize(CompleteMultipartUpload request, long size) {
        if (request.declaredSize().filter(declared -> declared != size).isPresent()) {
            throw S3Error.INVALID_REQUEST.because("The provided 'x-amz-mp-object-size' header value "
                    + request.declaredSize().get() + " does not match what was computed: " + size);
        }
        if (size > MAX_OBJECT_BYTES) {
            throw S3Error.ENTITY_TOO_LARGE.with(
                    Map.of("ProposedSize", Long.toString(size), "MaxSizeAllowed", Long.toString(MAX_OBJECT_BYTES)));
        }
    }

    private static List<StoredPart> place(List<UploadedPart> chosen) {
        List<StoredPart> parts = new ArrayList<>();
        long position = 0;
        for (UploadedPart part : chosen) {
            parts.add(new StoredPart(part.number(), part.blob(), position, part.size(), part.etag(), part.checksums()));
            position += part.size();
        }
        return parts;
    }

    private static List<ObjectId> unused(List<UploadedPart> uploaded, List<UploadedPart> chosen) {
        Set<ObjectId> used = new HashSet<>();
        chosen.forEach(part -> used.add(part.blob()));
        return uploaded.stream()
                .map(UploadedPart::blob)
                .filter(blob -> !used.contains(blob))
                .toList();
    }
}
