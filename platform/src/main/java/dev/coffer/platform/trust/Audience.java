package dev.coffer.platform.trust;

import dev.coffer.aws.Region;

/**
 * The service instance group that a token or a call is meant for: {@code storage.eu-west-1}, {@code kms.eu-west-1},
 * {@code audit}, {@code replication}, {@code gateway}.
 */
public record Audience(String name) {
    /** The audit service. */
    public static final Audience AUDIT = new Audience("audit");

    /** The replication service. */
    public static final Audience REPLICATION = new Audience("replication");

    /** The gateway. */
    public static final Audience GATEWAY = new Audience("gateway");

    /** The storage service of {@code region}. */
    public static Audience storage(Region region) {
        return new Audience("storage." + region);
    }

    /** KMS of {@code region}. */
    public static Audience kms(Region region) {
        return new Audience("kms." + region);
    }

    @Override
    public String toString() {
        return name;
    }
}
