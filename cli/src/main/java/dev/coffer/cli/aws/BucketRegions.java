package dev.coffer.cli.aws;

import dev.coffer.cli.CommandFailed;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Finds out in which region a bucket is. */
public final class BucketRegions {
    private static final String HEADER = "x-amz-bucket-region";

    private final Clients clients;

    /** Asks as the requester of {@code clients}. */
    public BucketRegions(Clients clients) {
        this.clients = clients;
    }

    /** The region; whichever region is asked, S3 names the right one in a header. */
    public String of(String bucket) {
        try {
            return clients.s3("us-east-1").headBucket(h -> h.bucket(bucket)).bucketRegion();
        } catch (S3Exception e) {
            Optional<String> region = e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader(HEADER);
            return region.orElseThrow(() -> new CommandFailed("no such bucket: " + bucket, e));
        }
    }
}
