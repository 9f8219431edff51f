package dev.coffer.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedSet;

/**
 * All that the demo found out. Counts come from the audit trail (LookupEvents), money from the cost meter, the rest from
 * answers of S3.
 *
 * @param readBack objects that a second requester read and that equal their files byte for byte
 * @param meterCalls KMS calls on the demo's buckets by the cost meter
 * @param trailCalls the same by the audit trail
 */
record Report(
        String endpoint,
        String sourceRegion,
        String destinationRegion,
        String folder,
        long objects,
        long bytes,
        long readBack,
        Column standard,
        Column bucketKeys,
        Plaintext plaintext,
        long trailCalls,
        long meterCalls,
        double seconds) {

    /**
     * One way of encrypting.
     *
     * @param trailNames the ARN in the encryption context of {@code record}
     * @param record one real record of the trail
     */
    record Column(
            String bucket,
            Calls requesters,
            Calls replicationRole,
            BigDecimal usdPerMillion,
            BigDecimal usdPerMillionWithReplication,
            Quota quota,
            String trailNames,
            JsonNode record,
            Replicas replicas) {}

    /** KMS calls by operation. */
    record Calls(long generateDataKey, long decrypt, long encrypt) {
        /** Counts the records. */
        static Calls of(List<KmsRecord> records) {
            return new Calls(count(records, "GenerateDataKey"), count(records, "Decrypt"), count(records, "Encrypt"));
        }

        long total() {
            return generateDataKey + decrypt + encrypt;
        }

        private static long count(List<KmsRecord> records, String eventName) {
            return records.stream()
                    .filter(record -> record.eventName().equals(eventName))
                    .count();
        }
    }

    /** What came through while the quota was low. */
    record Quota(int callsPerSecond, double seconds, long puts, long slowDowns) {
        double putsPerSecond() {
            return puts / seconds;
        }
    }

    /** How replicas look; each set has one element if they all look alike. */
    record Replicas(
            String bucket, long compared, SortedSet<String> encryption, SortedSet<Boolean> bucketKey, long sameEtag) {}

    /** One plaintext object and its replicas. */
    record Plaintext(
            String key,
            Version source,
            Version sameRegion,
            Version otherRegion,
            Replicas allReplicas,
            Calls replicationRole) {}

    /** One object version. */
    record Version(String region, String bucket, String encryption, boolean bucketKey, String etag) {}
}
