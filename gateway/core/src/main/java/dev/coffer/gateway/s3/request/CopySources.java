package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.uri.Percent;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.directory.BucketDirectory;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.CopySource;
import dev.coffer.storage.api.ObjectKey;
import java.util.Map;
import java.util.Optional;

/** Reads {@code x-amz-copy-source}: {@code [/]BUCKET/KEY[?versionId=…]}, percent-encoded, and finds where that is. */
public final class CopySources {
    private static final String HEADER = "x-amz-copy-source";

    private final BucketDirectory directory;

    public CopySources(BucketDirectory directory) {
        this.directory = directory;
    }

    public CopySource of(S3Request request) {
        String header = request.header(HEADER).orElseThrow();
        int question = header.indexOf('?');
        String path = question < 0 ? header : header.substring(0, question);
        path = path.startsWith("/") ? path.substring(1) : path;
        path = Percent.decode(path, false).orElseThrow(() -> malformed(header));
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1) {
            throw malformed(header);
        }
        BucketName bucket = new BucketName(path.substring(0, slash));
        BucketDirectory.Entry entry = directory
                .find(bucket)
                .orElseThrow(() -> S3Error.NO_SUCH_BUCKET.with(Map.of("BucketName", bucket.value())));
        request.header("x-amz-source-expected-bucket-owner").ifPresent(owner -> {
            if (!owner.equals(entry.owner().value())) {
                throw S3Error.ACCESS_DENIED.error();
            }
        });
        return new CopySource(
                bucket, new ObjectKey(path.substring(slash + 1)), versionId(header, question), entry.region());
    }

    private static Optional<String> versionId(String header, int question) {
        if (question < 0) {
            return Optional.empty();
        }
        return Query.parse(header.substring(question + 1))
                .flatMap(q -> q.first("versionId"))
                .filter(v -> !v.isEmpty())
                .or(() -> {
                    throw malformed(header);
                });
    }

    private static RuntimeException malformed(String header) {
        return S3Request.invalid(
                HEADER, header, "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
    }
}
