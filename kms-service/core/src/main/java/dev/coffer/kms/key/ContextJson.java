package dev.coffer.kms.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.coffer.events.EventJson;
import java.io.UncheckedIOException;
import java.util.Map;

/** Pairs of strings as a column's text. */
final class ContextJson {
    private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};

    private ContextJson() {}

    static Map<String, String> read(String json) {
        try {
            return EventJson.MAPPER.readValue(json, PAIRS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(Map<String, String> pairs) {
        try {
            return EventJson.MAPPER.writeValueAsString(pairs);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
