package dev.coffer.cli.demo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the trail has to say to the claims about KMS calls.
 *
 * @param instances of storage in the source's region, each with a bucket key of its own and a cache of its own
 */
record JudgedCalls(Counted counted, Names names, List<String> keys, int instances) {

    /** One finding a claim. */
    List<Finding> claims() {
        Report.Calls standard = counted.byRequesters(Variant.STANDARD);
        Report.Calls bucketKeys = counted.byRequesters(Variant.BUCKET_KEYS);
        return List.of(
                new Finding(
                        Claim.CALL_PER_OBJECT,
                        "%1$d GenerateDataKey, %1$d Decrypt".formatted(keys.size()),
                        "%d GenerateDataKey, %d Decrypt".formatted(standard.generateDataKey(), standard.decrypt())),
                upTo(instances, Claim.ONE_GENERATE_DATA_KEY, bucketKeys.generateDataKey()),
                upTo(instances * instances, Claim.ONE_DECRYPT, bucketKeys.decrypt()),
                new Finding(
                        Claim.TRAIL_NAMES_BUCKET, keys.size() + " objects, 1 bucket", objects() + ", " + buckets()));
    }

    /** One call, or up to {@code most}: an instance that no request has reached has made none. */
    private Finding upTo(int most, Claim claim, long calls) {
        String objects = " for " + keys.size() + " objects";
        String expected = most == 1 ? "1" : "1 to " + most;
        return new Finding(claim, expected + objects, calls + objects, calls >= 1 && calls <= most);
    }

    /** How many of the objects the calls without bucket keys name; anything else that they name is told too. */
    private String objects() {
        Set<String> objects = keys.stream()
                .map(key -> "arn:aws:s3:::" + names.source(Variant.STANDARD) + "/" + key)
                .collect(Collectors.toSet());
        return named(Variant.STANDARD, objects, "objects");
    }

    private String buckets() {
        return named(Variant.BUCKET_KEYS, Set.of("arn:aws:s3:::" + names.source(Variant.BUCKET_KEYS)), "bucket");
    }

    private String named(Variant variant, Set<String> expected, String what) {
        Set<String> named = counted.namedByRequesters(variant);
        long others = named.stream().filter(arn -> !expected.contains(arn)).count();
        long right = named.size() - others;
        return right + " " + what + (others == 0 ? "" : " and " + others + " others");
    }
}
