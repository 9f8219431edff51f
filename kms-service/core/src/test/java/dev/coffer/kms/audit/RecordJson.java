package dev.coffer.kms.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coffer.events.EventJson;
import dev.coffer.events.audit.AuditRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Records as whoever reads the log sees them. */
final class RecordJson {
    private RecordJson() {}

    static JsonNode json(AuditRecord record) {
        return parse(record.toJson());
    }

    static JsonNode parse(String json) {
        try {
            return EventJson.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same object, without some of its members. */
    static JsonNode without(JsonNode record, String... members) {
        ((ObjectNode) record).remove(List.of(members));
        return record;
    }
}
