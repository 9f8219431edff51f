package dev.coffer.aws;

import java.util.regex.Pattern;

/** An AWS region's identifier, such as {@code eu-west-1}. Whether this deployment serves it is another question. */
public record Region(String id) implements Comparable<Region> {
    private static final Pattern SHAPE = Pattern.compile("[a-z]{2}(-[a-z]{2,12}){1,3}-\\d{1,2}");

    /** Where S3 keeps buckets that name no location, and whose name {@code GetBucketLocation} answers as null. */
    public static final Region US_EAST_1 = new Region("us-east-1");

    /** @throws IllegalArgumentException if {@code id} has not the shape of a region's name */
    public Region {
        if (!SHAPE.matcher(id).matches()) {
            throw new IllegalArgumentException("not a region: " + id);
        }
    }

    @Override
    public int compareTo(Region other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
