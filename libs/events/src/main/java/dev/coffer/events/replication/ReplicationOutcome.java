package dev.coffer.events.replication;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.coffer.aws.Region;
import dev.coffer.events.EventJson;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * How the replication of one version into one destination ended; the source's storage folds the outcomes of all
 * destinations into the version's replication status.
 *
 * @param eventId of the object event that asked for it; with the destination it identifies the outcome
 * @param sourceRegion the source's region
 * @param sequencer of the source version
 * @param completed true: the replica is there; false: given up
 * @param failureReason such as {@code DstKmsKeyInvalidState}; only where it failed
 */
public record ReplicationOutcome(
        String eventId,
        Region sourceRegion,
        String sourceBucket,
        String key,
        String versionId,
        long sequencer,
        String destinationBucket,
        String ruleId,
        boolean metrics,
        boolean completed,
        Optional<String> failureReason,
        Instant requestTime,
        Instant endTime) {

    /** The JSON text. */
    public String toJson() {
        try {
            return EventJson.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UncheckedIOException if the text is not an outcome */
    public static ReplicationOutcome fromJson(String json) {
        try {
            return EventJson.MAPPER.readValue(json, ReplicationOutcome.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
