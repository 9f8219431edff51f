package dev.coffer.aws.uri;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters of a query, from its raw text. Of a parameter that is there twice the first value counts. */
public final class Query {
    private final List<Raw> raw;
    private final Map<String, String> values;

    private Query(List<Raw> raw, Map<String, String> values) {
        this.raw = raw;
        this.values = values;
    }

    /**
     * @param text the query without {@code ?}
     * @return empty if it is not percent-encoded UTF-8
     */
    public static Optional<Query> parse(String text) {
        List<Raw> raw = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            Optional<String> decodedName = Percent.decode(name, true);
            Optional<String> decodedValue = Percent.decode(value, true);
            if (decodedName.isEmpty() || decodedValue.isEmpty()) {
                return Optional.empty();
            }
            raw.add(new Raw(Percent.normalise(name, false, true), Percent.normalise(value, false, true)));
            values.putIfAbsent(decodedName.get(), decodedValue.get());
        }
        return Optional.of(new Query(raw, values));
    }

    /** The value of {@code name}; empty text where it came without one. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether {@code name} is there, with or without a value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether one of {@code names} is there. */
    public boolean hasAny(Collection<String> names) {
        return names.stream().anyMatch(values::containsKey);
    }

    /** The decoded names in order of arrival. */
    public Set<String> names() {
        return values.keySet();
    }

    /** The canonical query: sorted by encoded name and value, without the parameter {@code without}. */
    public String canonical(String without) {
        return raw.stream()
                .filter(p -> !p.name.equals(without))
                .sorted()
                .map(p -> p.name + "=" + p.value)
                .collect(Collectors.joining("&"));
    }

    private record Raw(String name, String value) implements Comparable<Raw> {
        @Override
        public int compareTo(Raw other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : value.compareTo(other.value);
        }
    }
}
