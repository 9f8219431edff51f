package dev.coffer.events;

import dev.coffer.aws.Region;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of Coffer's topics. Consumers of every region subscribe by the patterns, which do not match dead-letter
 * topics.
 */
public final class Topics {
    /** Object events of every region. */
    public static final String OBJECT_EVENTS_PATTERN = "coffer\\.s3\\.object-events\\.[a-z0-9-]+";

    /** KMS audit records of every region. */
    public static final String KMS_AUDIT_PATTERN = "coffer\\.audit\\.kms\\.[a-z0-9-]+";

    /** All audit records of every region: KMS calls and S3's bucket-level calls. */
    public static final String AUDIT_PATTERN = "coffer\\.audit\\.(kms|s3)\\.[a-z0-9-]+";

    /** Replication outcomes for sources of every region. */
    public static final String REPLICATION_STATUS_PATTERN = "coffer\\.replication\\.status\\.[a-z0-9-]+";

    private static final String DEAD_LETTERS = ".dlq";

    private Topics() {}

    /** Every topic of {@code region}, those of dead letters among them. */
    public static List<String> of(Region region) {
        return Stream.of(objectEvents(region), kmsAudit(region), s3Audit(region), replicationStatus(region))
                .flatMap(topic -> Stream.of(topic, deadLetters(topic)))
                .toList();
    }

    /** Whether it is a topic of dead letters. */
    public static boolean isDeadLetters(String topic) {
        return topic.endsWith(DEAD_LETTERS);
    }

    /** Object events of {@code region}; key {@code bucket/key}. */
    public static String objectEvents(Region region) {
        return "coffer.s3.object-events." + region;
    }

    /** CloudTrail records of KMS in {@code region}; key: the KMS key's ARN. */
    public static String kmsAudit(Region region) {
        return "coffer.audit.kms." + region;
    }

    /** CloudTrail records of S3 in {@code region}; key: the bucket. */
    public static String s3Audit(Region region) {
        return "coffer.audit.s3." + region;
    }

    /** Outcomes for sources in {@code region}; key {@code bucket/key}. */
    public static String replicationStatus(Region region) {
        return "coffer.replication.status." + region;
    }

    /** Where records of {@code topic} go that cannot be processed. */
    public static String deadLetters(String topic) {
        return topic + DEAD_LETTERS;
    }
}
