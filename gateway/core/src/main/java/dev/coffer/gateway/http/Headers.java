package dev.coffer.gateway.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** Collects fields. */
    public static final class Builder {
        private final Map<String, List<String>> fields = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a value. */
        public Builder add(String name, String value) {
            fields.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>(1))
                    .add(value);
            return this;
        }

        /** Adds a value where there is one. */
        public Builder add(String name, Optional<String> value) {
            value.ifPresent(v -> add(name, v));
            return this;
        }

        /** The fields so far. */
        public Headers build() {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
            return new Headers(Collections.unmodifiableMap(copy));
        }
    }
}
