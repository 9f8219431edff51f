package dev.coffer.gateway.s3.request;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.CreateBucket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads CreateBucket. */
public final class CreateBucketRequests {
    /** Our own header: what an object of this bucket gets when nobody says anything about encryption. */
    public static final String FLOOR = "x-coffer-encryption-floor";

    private CreateBucketRequests() {}

    /**
     * The region of the new bucket.
     *
     * @param endpoint the region that the request was signed for
     */
    public static Region region(Optional<String> location, Region endpoint, List<Region> served) {
        if (location.isEmpty()) {
            if (!endpoint.equals(Region.US_EAST_1)) {
                throw S3Error.ILLEGAL_LOCATION_CONSTRAINT.error();
            }
            return endpoint;
        }
        String name = location.get().equals("EU") ? "eu-west-1" : location.get();
        Region region = served.stream()
                .filter(r -> r.id().equals(name))
                .findFirst()
                .orElseThrow(() -> invalidLocation(location.get()));
        if (region.equals(Region.US_EAST_1) && endpoint.equals(region)) {
            throw invalidLocation(location.get());
        }
        if (!endpoint.equals(Region.US_EAST_1) && !endpoint.equals(region)) {
            throw S3Error.ILLEGAL_LOCATION_CONSTRAINT.because("The " + location.get()
                    + " location constraint is incompatible for the region specific endpoint this request was sent"
                    + " to.");
        }
        return region;
    }

    public static CreateBucket createBucket(S3Request request, Map<String, String> tags) {
        refuseUnsupported(request);
        Optional<String> floor = request.header(FLOOR);
        floor.ifPresent(value -> {
            if (!request.identity().signedHeaders().contains(FLOOR)) {
                throw new AwsException(
                        S3Error.ACCESS_DENIED.code(),
                        S3Error.ACCESS_DENIED.status(),
                        "There were headers present in the request which were not signed",
                        Map.of("HeadersNotSigned", FLOOR));
            }
            if (!Set.of("none", "AES256").contains(value)) {
                throw S3Request.invalid(FLOOR, value, "The encryption floor is none or AES256");
            }
        });
        return new CreateBucket(request.bucket(), floor, tags);
    }

    /** A region's name in a parameter. */
    public static Region region(String name) {
        try {
            return new Region(name);
        } catch (IllegalArgumentException notARegion) {
            throw S3Request.invalid("bucket-region", name, "Argument value " + name + " is not a valid AWS Region");
        }
    }

    private static void refuseUnsupported(S3Request request) {
        boolean grants = request.head().headers().names().stream().anyMatch(n -> n.startsWith("x-amz-grant-"));
        if (grants
                || request.header("x-amz-acl").filter(a -> !a.equals("private")).isPresent()) {
            throw new AwsException(
                    "InvalidBucketAclWithObjectOwnership",
                    400,
                    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        }
        if (request.header("x-amz-bucket-object-lock-enabled")
                .filter("true"::equalsIgnoreCase)
                .isPresent()) {
            throw S3Error.NOT_IMPLEMENTED.with(Map.of("Header", "x-amz-bucket-object-lock-enabled"));
        }
        if (request.header("x-amz-object-ownership")
                .filter(o -> !o.equals("BucketOwnerEnforced"))
                .isPresent()) {
            throw S3Error.NOT_IMPLEMENTED.with(Map.of("Header", "x-amz-object-ownership"));
        }
    }

    private static AwsException invalidLocation(String location) {
        return new AwsException(
                S3Error.INVALID_LOCATION_CONSTRAINT.code(),
                S3Error.INVALID_LOCATION_CONSTRAINT.status(),
                S3Error.INVALID_LOCATION_CONSTRAINT.error().text(),
                Map.of("LocationConstraint", location));
    }
}
