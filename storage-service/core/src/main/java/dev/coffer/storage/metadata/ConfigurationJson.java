package dev.coffer.storage.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.coffer.events.EventJson;
import dev.coffer.storage.api.EncryptionConfiguration;
import dev.coffer.storage.api.ReplicationConfiguration;
import java.io.UncheckedIOException;
import java.util.Map;

/** Bucket configurations as JSON text. */
public final class ConfigurationJson {
    private ConfigurationJson() {}

    /** The JSON text of a configuration record or a map of tags. */
    public static String write(Object configuration) {
        try {
            return EventJson.MAPPER.writeValueAsString(configuration);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@link #write} made of a default encryption. */
    public static EncryptionConfiguration encryption(String json) {
        return read(json, new TypeReference<>() {});
    }

    /** What {@link #write} made of a replication configuration. */
    public static ReplicationConfiguration replication(String json) {
        return read(json, new TypeReference<>() {});
    }

    /** What {@link #write} made of tags. */
    public static Map<String, String> tags(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
