package dev.coffer.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Every call on one KMS key, by CloudTrail's LookupEvents. The trail keeps the order of one key's calls, so a call of our
 * own that has arrived there proves that all before it have.
 */
final class Trail {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CloudTrailClient cloudTrail;
    private final KmsClient kms;
    private final String key;

    Trail(CloudTrailClient cloudTrail, KmsClient kms, String key) {
        this.cloudTrail = cloudTrail;
        this.kms = kms;
        this.key = key;
    }

    /** All calls since {@code since} that had been answered when this was asked. */
    List<KmsRecord> complete(Instant since, Workers workers) {
        String marker = kms.describeKey(d -> d.keyId(key)).responseMetadata().requestId();
        Waiting.until(
                "the audit trail of " + key,
                PATIENCE,
                workers,
                () -> newest().stream().anyMatch(record -> record.requestId().equals(marker)));
        return cloudTrail.lookupEventsPaginator(lookup().startTime(since).build()).events().stream()
                .map(event -> KmsRecord.parse(event.cloudTrailEvent()))
                .toList();
    }

    private List<KmsRecord> newest() {
        return cloudTrail.lookupEvents(lookup().build()).events().stream()
                .map(event -> KmsRecord.parse(event.cloudTrailEvent()))
                .toList();
    }

    private LookupEventsRequest.Builder lookup() {
        return LookupEventsRequest.builder()
                .lookupAttributes(LookupAttribute.builder()
                        .attributeKey(LookupAttributeKey.RESOURCE_NAME)
                        .attributeValue(key)
                        .build())
                .maxResults(50);
    }
}
