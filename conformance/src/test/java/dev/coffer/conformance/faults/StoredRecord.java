package dev.coffer.conformance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An audit record of KMS.
 *
 * @param s3RequestId the client's request of S3 that the call was made for; empty for none
 * @param aliasName which the call was about; empty for none
 * @param errorCode empty for a call that was granted
 */
record StoredRecord(
        String eventId,
        String requestId,
        String s3RequestId,
        String eventName,
        String aliasName,
        String errorCode,
        Instant time) {

    static StoredRecord of(JsonNode record) {
        return new StoredRecord(
                record.path("eventID").asText(),
                record.path("requestID").asText(),
                record.at("/additionalEventData/s3RequestId").asText(),
                record.path("eventName").asText(),
                record.at("/requestParameters/aliasName").asText(),
                record.path("errorCode").asText(),
                Instant.parse(record.path("eventTime").asText()));
    }

    boolean isGranted() {
        return errorCode.isEmpty();
    }
}
