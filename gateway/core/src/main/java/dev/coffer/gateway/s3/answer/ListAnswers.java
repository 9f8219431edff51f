package dev.coffer.gateway.s3.answer;

import dev.coffer.aws.uri.Percent;
import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.request.ContinuationToken;
import dev.coffer.gateway.s3.request.ListRequests;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.storage.api.ListObjectVersions;
import dev.coffer.storage.api.ListObjects;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers of the listings of objects and versions. */
public final class ListAnswers {

    private ListAnswers() {}

    public static Response objects(S3Request request, ListObjects.Result result) {
        UnaryOperator<String> name = names(request);
        XmlWriter xml = head(request, "ListBucketResult", name)
                .element("Marker", name.apply(ListRequests.text(request, "marker")));
        if (request.query().has("delimiter")) {
            xml.element("NextMarker", result.next().map(name));
        }
        tail(request, xml, name, "max-keys", "MaxKeys", result.next().isPresent());
        result.entries().forEach(e -> entry(xml, e, name, Optional.of(result.ownerCanonicalId())));
        commonPrefixes(xml, result.commonPrefixes(), name);
        return answer(request, xml);
    }

    public static Response objectsV2(S3Request request, ListObjects.Result result) {
        UnaryOperator<String> name = names(request);
        XmlWriter xml = head(request, "ListBucketResult", name)
                .element("StartAfter", request.parameter("start-after").map(name))
                .element("ContinuationToken", request.parameter("continuation-token"))
                .element("NextContinuationToken", result.next().map(ContinuationToken::of))
                .element(
                        "KeyCount",
                        result.entries().size() + result.commonPrefixes().size());
        tail(request, xml, name, "max-keys", "MaxKeys", result.next().isPresent());
        Optional<String> owner = request.parameter("fetch-owner")
                .filter(f -> f.toLowerCase(Locale.ROOT).equals("true"))
                .map(f -> result.ownerCanonicalId());
        result.entries().forEach(e -> entry(xml, e, name, owner));
        commonPrefixes(xml, result.commonPrefixes(), name);
        return answer(request, xml);
    }

    public static Response versions(S3Request request, ListObjectVersions.Result result) {
        UnaryOperator<String> name = names(request);
        XmlWriter xml = head(request, "ListVersionsResult", name)
                .element("KeyMarker", name.apply(ListRequests.text(request, "key-marker")))
                .element("VersionIdMarker", ListRequests.text(request, "version-id-marker"))
                .element("NextKeyMarker", result.nextKeyMarker().map(name))
                .element("NextVersionIdMarker", result.nextVersionIdMarker());
        tail(request, xml, name, "max-keys", "MaxKeys", result.nextKeyMarker().isPresent());
        result.entries().forEach(e -> version(xml, e, name, result.ownerCanonicalId()));
        commonPrefixes(xml, result.commonPrefixes(), name);
        return answer(request, xml);
    }

    /** How names stand in the answer: as they are, or percent-encoded but for their slashes. */
    static UnaryOperator<String> names(S3Request request) {
        return ListRequests.urlEncoded(request) ? Percent::encodePath : UnaryOperator.identity();
    }

    static XmlWriter head(S3Request request, String root, UnaryOperator<String> name) {
        return XmlWriter.s3(root)
                .element(
                        root.equals("ListMultipartUploadsResult") ? "Bucket" : "Name",
                        request.bucket().value())
                .element("Prefix", name.apply(ListRequests.text(request, "prefix")));
    }

    static void tail(
            S3Request request,
            XmlWriter xml,
            UnaryOperator<String> name,
            String limitParameter,
            String limitElement,
            boolean truncated) {
        xml.element(limitElement, request.number(limitParameter, ListRequests.MAX_PAGE, ListRequests.MAX_PAGE));
        request.parameter("delimiter")
                .filter(d -> !d.isEmpty())
                .ifPresent(d -> xml.element("Delimiter", name.apply(d)));
        if (ListRequests.urlEncoded(request)) {
            xml.element("EncodingType", "url");
        }
        xml.element("IsTruncated", truncated);
    }

    static void commonPrefixes(XmlWriter xml, List<String> prefixes, UnaryOperator<String> name) {
        prefixes.forEach(p -> xml.nested("CommonPrefixes", c -> c.element("Prefix", name.apply(p))));
    }

    static Response answer(S3Request request, XmlWriter xml) {
        return Answers.xml(
                xml.toBytes(),
                Headers.builder()
                        .add(
                                "x-amz-bucket-region",
                                request.bucketEntry().region().id()));
    }

    private static void entry(
            XmlWriter xml, ListObjects.Entry entry, UnaryOperator<String> name, Optional<String> owner) {
        xml.nested("Contents", c -> {
            c.element("Key", name.apply(entry.key()))
                    .element("LastModified", Answers.iso(entry.lastModified()))
                    .element("ETag", Answers.quoted(entry.etag()));
            entry.checksumAlgorithms().forEach(a -> c.element("ChecksumAlgorithm", ObjectFields.named(Optional.of(a))));
            c.element("ChecksumType", entry.checksumType()).element("Size", entry.size());
            owner.ifPresent(id -> ObjectFields.owner(c, id));
            c.element("StorageClass", entry.storageClass());
        });
    }

    private static void version(
            XmlWriter xml, ListObjectVersions.Entry entry, UnaryOperator<String> name, String owner) {
        xml.nested(entry.deleteMarker() ? "DeleteMarker" : "Version", v -> {
            v.element("Key", name.apply(entry.key()))
                    .element("VersionId", entry.versionId())
                    .element("IsLatest", entry.latest())
                    .element("LastModified", Answers.iso(entry.lastModified()));
            if (!entry.deleteMarker()) {
                v.element("ETag", Answers.quoted(entry.etag()))
                        .element("Size", entry.size())
                        .element("StorageClass", entry.storageClass());
            }
            ObjectFields.owner(v, owner);
        });
    }
}
