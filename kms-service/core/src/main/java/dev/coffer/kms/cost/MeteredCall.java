package dev.coffer.kms.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.events.EventJson;
import java.util.Optional;
import java.util.UUID;

/**
 * One call that the log tells of.
 *
 * @param line in which it counts
 * @param change the event's id where it may have changed something: such an event may be in the log twice, by its call and
 *     by recovery
 */
record MeteredCall(CostLine line, Optional<UUID> change) {

    /**
     * The call of a record; nothing for what is no call of KMS, and for the copy that a key's owner gets of another
     * account's call.
     *
     * @throws IllegalArgumentException if the text is no audit record
     */
    static Optional<MeteredCall> of(String json) {
        JsonNode record;
        try {
            record = EventJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        return CostLine.of(record).map(line -> new MeteredCall(line, change(record, line)));
    }

    private static Optional<UUID> change(JsonNode record, CostLine line) {
        return record.path("readOnly").asBoolean() || line.outcome() == CostLine.Outcome.THROTTLED
                ? Optional.empty()
                : Optional.of(UUID.fromString(record.required("eventID").asText()));
    }
}
