package dev.coffer.gateway.s3.answer;

import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.request.ListRequests;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.storage.api.ListMultipartUploads;
import dev.coffer.storage.api.ListParts;
import java.util.function.UnaryOperator;

/** Answers of the listings of uploads and parts. */
public final class UploadAnswers {

    private UploadAnswers() {}

    public static Response uploads(S3Request request, ListMultipartUploads.Result result) {
        UnaryOperator<String> name = ListAnswers.names(request);
        XmlWriter xml = ListAnswers.head(request, "ListMultipartUploadsResult", name)
                .element("KeyMarker", name.apply(ListRequests.text(request, "key-marker")))
                .element("UploadIdMarker", ListRequests.text(request, "upload-id-marker"))
                .element("NextKeyMarker", result.nextKeyMarker().map(name))
                .element("NextUploadIdMarker", result.nextUploadIdMarker());
        ListAnswers.tail(
                request,
                xml,
                name,
                "max-uploads",
                "MaxUploads",
                result.nextKeyMarker().isPresent());
        result.uploads()
                .forEach(upload -> xml.nested("Upload", u -> {
                    u.element("Key", name.apply(upload.key())).element("UploadId", upload.uploadId());
                    ObjectFields.initiator(u, result.ownerCanonicalId());
                    ObjectFields.owner(u, result.ownerCanonicalId());
                    u.element("StorageClass", upload.storageClass())
                            .element("Initiated", Answers.iso(upload.initiated()))
                            .element("ChecksumAlgorithm", ObjectFields.named(upload.checksumAlgorithm()))
                            .element("ChecksumType", upload.checksumType());
                }));
        ListAnswers.commonPrefixes(xml, result.commonPrefixes(), name);
        return ListAnswers.answer(request, xml);
    }

    public static Response parts(S3Request request, ListParts.Result result) {
        XmlWriter xml = XmlWriter.s3("ListPartsResult")
                .element("Bucket", request.bucket().value())
                .element("Key", request.key().value())
                .element("UploadId", ListRequests.text(request, "uploadId"));
        ObjectFields.initiator(xml, result.ownerCanonicalId());
        ObjectFields.owner(xml, result.ownerCanonicalId());
        xml.element("StorageClass", result.storageClass())
                .element("PartNumberMarker", request.number("part-number-marker", 0, Integer.MAX_VALUE))
                .element("NextPartNumberMarker", result.nextMarker())
                .element("MaxParts", request.number("max-parts", ListRequests.MAX_PAGE, ListRequests.MAX_PAGE))
                .element("IsTruncated", result.truncated())
                .element("ChecksumAlgorithm", ObjectFields.named(result.checksumAlgorithm()))
                .element("ChecksumType", result.checksumType());
        result.parts()
                .forEach(part -> xml.nested("Part", p -> {
                    p.element("PartNumber", part.number())
                            .element("LastModified", Answers.iso(part.lastModified()))
                            .element("ETag", Answers.quoted(part.etag()))
                            .element("Size", part.size());
                    ObjectFields.checksums(p, part.checksums());
                }));
        return Answers.xml(xml.toBytes());
    }
}
