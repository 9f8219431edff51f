package dev.coffer.events.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.coffer.events.EventJson;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CloudTrail record. Never holds plaintext, ciphertext, signatures or secrets. Source: "CloudTrail record contents",
 * AWS CloudTrail User Guide.
 *
 * @param userIdentity CloudTrail's userIdentity element
 * @param eventTime ISO 8601, whole seconds, UTC
 * @param responseElements null (and written as null) for reads and cryptography
 */
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
public record AuditRecord(
        String eventVersion,
        Map<String, Object> userIdentity,
        String eventTime,
        String eventSource,
        String eventName,
        String awsRegion,
        @JsonProperty("sourceIPAddress") String sourceIPAddress,
        String userAgent,
        Optional<String> errorCode,
        Optional<String> errorMessage,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Map<String, Object> requestParameters,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Map<String, Object> responseElements,
        Optional<Map<String, Object>> additionalEventData,
        @JsonProperty("requestID") String requestID,
        @JsonProperty("eventID") String eventID,
        boolean readOnly,
        List<Resource> resources,
        String eventType,
        boolean managementEvent,
        String recipientAccountId,
        @JsonProperty("sharedEventID") Optional<String> sharedEventID,
        String eventCategory,
        Optional<Map<String, Object>> tlsDetails) {

    /** The version of the record format. */
    public static final String VERSION = "1.11";

    /** A resource that the call was about. */
    public record Resource(
            Optional<String> accountId,
            Optional<String> type,
            @JsonProperty("ARN") String arn) {}

    /** The JSON text. */
    public String toJson() {
        try {
            return EventJson.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UncheckedIOException if the text is not a record */
    public static AuditRecord fromJson(String json) {
        try {
            return EventJson.MAPPER.readValue(json, AuditRecord.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
