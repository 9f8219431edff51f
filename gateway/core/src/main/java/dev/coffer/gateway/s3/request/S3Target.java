package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.uri.Percent;
import dev.coffer.gateway.http.RequestHead;
import java.util.Optional;

/**
 * What a request is about.
 *
 * @param bucket the bucket's name as sent, decoded; none for the service itself
 * @param key the object's key, decoded; none for the bucket itself
 * @param hostRegion the region that the host names, as text, in {@code BUCKET.s3.REGION.…}
 * @param virtualHost whether the bucket stood in the host
 */
public record S3Target(
        Optional<String> bucket, Optional<String> key, Optional<String> hostRegion, boolean virtualHost) {

    /**
     * Reads host and raw path.
     *
     * @throws dev.coffer.aws.error.AwsException {@code InvalidURI} where the path is not percent-encoded UTF-8
     */
    public static S3Target of(RequestHead head, HostNames hosts) {
        HostNames.Host host = hosts.read(head.headers().first("host").orElse(""));
        String path = head.rawPath().substring(1);
        if (host.bucket().isPresent()) {
            return new S3Target(host.bucket(), decoded(path), host.region(), true);
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new S3Target(decoded(path), Optional.empty(), host.region(), false)
                : new S3Target(
                        Optional.of(decoded(path.substring(0, slash)).orElse("")),
                        decoded(path.substring(slash + 1)),
                        host.region(),
                        false);
    }

    /** What the request is about: service, bucket or object. */
    public Level level() {
        return bucket.isEmpty() ? Level.SERVICE : key.isEmpty() ? Level.BUCKET : Level.OBJECT;
    }

    /** The three things that operations are about. */
    public enum Level {
        SERVICE,
        BUCKET,
        OBJECT
    }

    private static Optional<String> decoded(String raw) {
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Percent.decode(raw, false).orElseThrow(S3Error.INVALID_URI::error));
    }
}
