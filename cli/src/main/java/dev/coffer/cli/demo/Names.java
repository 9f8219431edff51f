package dev.coffer.cli.demo;

import java.security.SecureRandom;

/** The names of everything that one run makes, so that runs side by side do not meet. */
record Names(String prefix, String run) {
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 6;

    /** Names that nobody else has. */
    static Names fresh(String prefix) {
        SecureRandom random = new SecureRandom();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            run.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Names(prefix, run.toString());
    }

    /** Where the files go in. */
    String source(Variant variant) {
        return common() + "-" + variant.suffix();
    }

    /** Its replica in the other region. */
    String replica(Variant variant) {
        return source(variant) + "-replica";
    }

    /** The replica of the plaintext bucket in its own region. */
    String sameRegionReplica() {
        return source(Variant.PLAINTEXT) + "-copy";
    }

    /** Where the quota is tried out. */
    String quota(Variant variant) {
        return source(variant) + "-quota";
    }

    /** The second requester. */
    String reader() {
        return common() + "-reader";
    }

    /** The role that replicates. */
    String role() {
        return common() + "-replication";
    }

    /** What every bucket's name begins with, as policies say it. */
    String anyBucket() {
        return "arn:aws:s3:::" + common() + "-*";
    }

    /** What every name begins with. */
    String common() {
        return prefix + "-" + run;
    }
}
