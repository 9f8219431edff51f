package dev.coffer.storage.metadata;

import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.object.DestinationState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jsonb columns of object versions, uploads and parts. */
public final class ColumnJson {
    private ColumnJson() {}

    /** Pairs of strings. */
    public static JsonObject pairs(Map<String, String> pairs) {
        return new JsonObject(new LinkedHashMap<>(pairs));
    }

    /** What {@link #pairs(Map)} wrote. */
    public static Map<String, String> pairs(JsonObject json) {
        Map<String, String> pairs = LinkedHashMap.newLinkedHashMap(json.size());
        json.forEach(pair -> pairs.put(pair.getKey(), (String) pair.getValue()));
        return pairs;
    }

    /** Content headers; those not given are left out. */
    public static JsonObject headers(ObjectHeaders headers) {
        JsonObject json = new JsonObject();
        headers.contentType().ifPresent(v -> json.put("contentType", v));
        headers.cacheControl().ifPresent(v -> json.put("cacheControl", v));
        headers.contentDisposition().ifPresent(v -> json.put("contentDisposition", v));
        headers.contentEncoding().ifPresent(v -> json.put("contentEncoding", v));
        headers.contentLanguage().ifPresent(v -> json.put("contentLanguage", v));
        headers.expires().ifPresent(v -> json.put("expires", v));
        headers.websiteRedirectLocation().ifPresent(v -> json.put("websiteRedirectLocation", v));
        return json;
    }

    /** What {@link #headers(ObjectHeaders)} wrote. */
    public static ObjectHeaders headers(JsonObject json) {
        return new ObjectHeaders(
                text(json, "contentType"),
                text(json, "cacheControl"),
                text(json, "contentDisposition"),
                text(json, "contentEncoding"),
                text(json, "contentLanguage"),
                text(json, "expires"),
                text(json, "websiteRedirectLocation"));
    }

    /** Checksums. */
    public static JsonArray checksums(List<StoredChecksum> checksums) {
        JsonArray json = new JsonArray();
        for (StoredChecksum checksum : checksums) {
            json.add(new JsonObject()
                    .put("algorithm", checksum.algorithm())
                    .put("value", checksum.value())
                    .put("type", checksum.type()));
        }
        return json;
    }

    /** What {@link #checksums(List)} wrote. */
    public static List<StoredChecksum> checksums(JsonArray json) {
        return json.stream()
                .map(JsonObject.class::cast)
                .map(c -> new StoredChecksum(c.getString("algorithm"), c.getString("value"), c.getString("type")))
                .toList();
    }

    /** Replication states. */
    public static JsonArray replications(List<DestinationState> states) {
        JsonArray json = new JsonArray();
        for (DestinationState state : states) {
            JsonObject one = new JsonObject()
                    .put("destination", state.destination())
                    .put("ruleId", state.ruleId())
                    .put("metrics", state.metrics())
                    .put("status", state.status().name());
            state.failureReason().ifPresent(reason -> one.put("failureReason", reason));
            json.add(one);
        }
        return json;
    }

    /** What {@link #replications(List)} wrote. */
    public static List<DestinationState> replications(JsonArray json) {
        return json.stream()
                .map(JsonObject.class::cast)
                .map(s -> new DestinationState(
                        s.getString("destination"),
                        s.getString("ruleId"),
                        s.getBoolean("metrics"),
                        DestinationState.Status.valueOf(s.getString("status")),
                        text(s, "failureReason")))
                .toList();
    }

    private static Optional<String> text(JsonObject json, String member) {
        return Optional.ofNullable(json.getString(member));
    }
}
