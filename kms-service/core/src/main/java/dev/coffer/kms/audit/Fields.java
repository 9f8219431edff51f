package dev.coffer.kms.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Members of {@code requestParameters} or {@code responseElements}, in order; what is absent or empty is left out. */
final class Fields {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private final Map<String, Object> members = new LinkedHashMap<>();

    Fields put(String name, String value) {
        members.put(name, value);
        return this;
    }

    Fields put(String name, boolean value) {
        members.put(name, value);
        return this;
    }

    Fields put(String name, int value) {
        members.put(name, value);
        return this;
    }

    /** A date as CloudTrail writes KMS's. */
    Fields put(String name, Instant value) {
        members.put(name, DATE.format(value));
        return this;
    }

    Fields put(String name, Optional<?> value) {
        value.ifPresent(v -> members.put(name, v));
        return this;
    }

    Fields put(String name, Map<String, ?> value) {
        if (!value.isEmpty()) {
            members.put(name, new TreeMap<>(value));
        }
        return this;
    }

    Fields put(String name, Collection<?> value) {
        if (!value.isEmpty()) {
            members.put(name, value);
        }
        return this;
    }

    /** The members; null where there are none, as CloudTrail writes it. */
    @Nullable
    Map<String, Object> orNull() {
        return members.isEmpty() ? null : members;
    }
}
