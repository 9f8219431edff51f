package dev.coffer.gateway.s3.answer;

import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.HttpDate;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.request.AttributeNames;
import dev.coffer.gateway.s3.request.ReadRequests;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.storage.api.GetObjectAttributes;
import dev.coffer.storage.api.StoredChecksum;
import java.util.List;
import java.util.Set;

/** The answer of GetObjectAttributes: of all that is known, what {@code x-amz-object-attributes} selects. */
public final class AttributesAnswer {
    private AttributesAnswer() {}

    public static Response of(S3Request request, GetObjectAttributes.Result result) {
        Set<String> selected = AttributeNames.of(request);
        Headers.Builder headers = Headers.builder()
                .add("last-modified", HttpDate.format(result.head().lastModified()));
        ObjectFields.version(headers, result.head().versionId());
        XmlWriter xml = XmlWriter.s3("GetObjectAttributesResponse");
        if (selected.contains("ETag")) {
            xml.element("ETag", result.head().etag());
        }
        if (selected.contains("Checksum") && !result.checksums().isEmpty()) {
            xml.nested("Checksum", c -> ObjectFields.checksumsWithType(c, withoutCounts(result.checksums())));
        }
        if (selected.contains("ObjectParts")) {
            result.parts().ifPresent(parts -> xml.nested("ObjectParts", p -> parts(request, p, parts)));
        }
        if (selected.contains("StorageClass")) {
            xml.element("StorageClass", result.head().storageClass());
        }
        if (selected.contains("ObjectSize")) {
            xml.element("ObjectSize", result.head().size());
        }
        return Answers.xml(xml.toBytes(), headers);
    }

    /** A composite value's {@code -N} is not shown here, unlike everywhere else. */
    private static List<StoredChecksum> withoutCounts(List<StoredChecksum> checksums) {
        return checksums.stream()
                .map(c -> new StoredChecksum(c.algorithm(), c.value().replaceFirst("-\\d+$", ""), c.type()))
                .toList();
    }

    private static void parts(S3Request request, XmlWriter xml, GetObjectAttributes.PartListing parts) {
        GetObjectAttributes asked = ReadRequests.getObjectAttributes(request);
        xml.element("PartsCount", parts.total())
                .element("PartNumberMarker", asked.partNumberMarker())
                .element("NextPartNumberMarker", parts.nextMarker())
                .element("MaxParts", asked.maxParts())
                .element("IsTruncated", parts.truncated());
        for (GetObjectAttributes.Part part : parts.parts()) {
            xml.nested("Part", p -> {
                p.element("PartNumber", part.number()).element("Size", part.size());
                ObjectFields.checksums(p, part.checksums());
            });
        }
    }
}
