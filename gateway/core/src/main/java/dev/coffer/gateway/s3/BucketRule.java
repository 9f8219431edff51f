package dev.coffer.gateway.s3;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.authentication.ScopeRule;
import dev.coffer.gateway.directory.BucketDirectory;
import dev.coffer.gateway.s3.request.S3Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * S3's rule of regions. A request is signed for the region of its endpoint, and only the region of the bucket answers it.
 * Our one address is every region's endpoint, so a request signed for another region than the bucket's is refused with
 * {@code AuthorizationHeaderMalformed}, which names the right one and which clients follow; where the host names a
 * region, that region's endpoint redirects, as on AWS. Where a bucket is can be asked from us-east-1 for all of them.
 * Source: "Methods for accessing a bucket", "Making requests to S3", redirects.
 *
 * @param anyRegion whether the operation concerns no existing bucket (CreateBucket, ListBuckets)
 * @param location whether the operation is GetBucketLocation
 */
record BucketRule(
        S3Target target,
        Optional<BucketDirectory.Entry> entry,
        List<Region> served,
        boolean anyRegion,
        boolean location)
        implements ScopeRule {

    @Override
    public Optional<Region> expected(String signedFor) {
        Optional<Region> bucketRegion = anyRegion ? Optional.empty() : entry.map(BucketDirectory.Entry::region);
        if (bucketRegion.isEmpty()) {
            return served.stream().anyMatch(r -> r.id().equals(signedFor))
                    ? Optional.empty()
                    : Optional.of(served.getFirst());
        }
        Region right = bucketRegion.get();
        boolean asksWhere = location && signedFor.equals(Region.US_EAST_1.id());
        if (right.id().equals(signedFor) || asksWhere) {
            return Optional.empty();
        }
        if (target.hostRegion().filter(signedFor::equals).isPresent()) {
            throw redirect(right);
        }
        return bucketRegion;
    }

    @Override
    public String bucketPath() {
        return target.virtualHost() ? "/" + target.bucket().orElse("") : "";
    }

    private AwsException redirect(Region right) {
        String bucket = target.bucket().orElse("");
        Map<String, String> details = new LinkedHashMap<>();
        details.put("Endpoint", bucket + ".s3." + right + ".amazonaws.com");
        details.put("Bucket", bucket);
        details.put("x-amz-bucket-region", right.id());
        return S3Error.PERMANENT_REDIRECT.with(details);
    }
}
