package dev.coffer.gateway.s3.answer;

import dev.coffer.api.Nothing;
import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.gateway.directory.BucketDirectory;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.GetObjectAcl;
import java.util.List;
import java.util.Optional;

/** Answers about buckets themselves. */
public final class BucketAnswers {

    private BucketAnswers() {}

    public static Response created(BucketName bucket) {
        return Response.empty(
                200,
                Headers.builder()
                        .add("location", "/" + bucket)
                        .add("x-amz-bucket-arn", bucket.arn())
                        .build());
    }

    public static Response found(S3Request request, Nothing result) {
        return Response.empty(
                200,
                Headers.builder()
                        .add(
                                "x-amz-bucket-region",
                                request.bucketEntry().region().id())
                        .add("x-amz-bucket-arn", request.bucket().arn())
                        .add("x-amz-access-point-alias", "false")
                        .add("content-type", "application/xml")
                        .build());
    }

    public static Response list(
            String ownerCanonicalId,
            List<BucketDirectory.Entry> buckets,
            Optional<String> prefix,
            Optional<String> nextToken) {
        XmlWriter xml = XmlWriter.s3("ListAllMyBucketsResult");
        ObjectFields.owner(xml, ownerCanonicalId);
        xml.nested("Buckets", all -> {
            for (BucketDirectory.Entry bucket : buckets) {
                all.nested(
                        "Bucket",
                        b -> b.element("Name", bucket.bucket().value())
                                .element("CreationDate", Answers.iso(bucket.createdAt()))
                                .element("BucketRegion", bucket.region().id())
                                .element("BucketArn", bucket.bucket().arn()));
            }
        });
        xml.element("ContinuationToken", nextToken).element("Prefix", prefix);
        return Answers.xml(xml.toBytes());
    }

    public static Response objectAcl(S3Request request, GetObjectAcl.Result result) {
        Headers.Builder headers = Headers.builder();
        ObjectFields.version(headers, result.versionId());
        return ownerOnlyAcl(result.ownerCanonicalId(), headers);
    }

    /** The ACL of everything here: its owner may do everything. */
    static Response ownerOnlyAcl(String ownerCanonicalId, Headers.Builder headers) {
        XmlWriter xml = XmlWriter.s3("AccessControlPolicy");
        ObjectFields.owner(xml, ownerCanonicalId);
        xml.nested(
                "AccessControlList",
                list -> list.nested("Grant", grant -> {
                    grant.openTyped("Grantee", "CanonicalUser")
                            .element("ID", ownerCanonicalId)
                            .close();
                    grant.element("Permission", "FULL_CONTROL");
                }));
        return Answers.xml(xml.toBytes(), headers);
    }
}
