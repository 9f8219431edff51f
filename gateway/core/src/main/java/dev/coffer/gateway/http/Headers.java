package dev.coffer.gateway.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Header fields by lower-case name, values in order of arrival. Immutable. */
public final class Headers {
    /** No fields. */
    public static final Headers NONE = new Headers(Map.of());

    private final Map<String, List<String>> fields;

    private Headers(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** A new, empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The first value of {@code name}. */
    public Optional<String> first(String name) {
        List<String> values = fields.get(name.toLowerCase(Locale.ROOT));
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** All values of {@code name}. */
    public List<String> all(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Lower-case names in order of arrival. */
    public Set<String> names() {
        return fields.keySet();
    }

    /** Gives each field to {@code sink}, in order of arrival. */
    public void forEach(BiConsumer<String, String> sink) {
        fields.forEach((name, values) -> values.forEach(value -> sink.accept(name, value)));
    }

    /** Collects fields. */
    public static final class Builder {
        private Map<String, List<String>> fields = new LinkedHashMap<>();
        private boolean shared;

        private Builder() {}

        /** Adds a value. */
        public Builder add(String name, String value) {
            if (shared) {
                fields = new LinkedHashMap<>(fields);
                shared = false;
            }
            fields.merge(name.toLowerCase(Locale.ROOT), List.of(value), Builder::joined);
            return this;
        }

        /** Adds a value where there is one. */
        public Builder add(String name, Optional<String> value) {
            value.ifPresent(v -> add(name, v));
            return this;
        }

        /** The fields so far. */
        public Headers build() {
            shared = true;
            return new Headers(Collections.unmodifiableMap(fields));
        }

        private static List<String> joined(List<String> values, List<String> more) {
            List<String> all = new ArrayList<>(values);
            all.addAll(more);
            return List.copyOf(all);
        }
    }
}
