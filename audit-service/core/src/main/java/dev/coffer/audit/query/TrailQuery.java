package dev.coffer.audit.query;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * An HQL query over the trail, put together condition by condition; values are always parameters. Every query is over one
 * account.
 */
final class TrailQuery {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** Adds {@code expression = value}. */
    TrailQuery equal(String expression, Object value) {
        conditions.add(expression + " = " + parameter(value));
        return this;
    }

    /** Adds {@code expression = value} where there is a value. */
    TrailQuery equal(String expression, Optional<?> value) {
        value.ifPresent(v -> equal(expression, (Object) v));
        return this;
    }

    /** Adds what begins with {@code prefix}, as a range that an index in byte order serves. */
    TrailQuery startsWith(String expression, String prefix) {
        conditions.add(expression + " >= " + parameter(prefix));
        conditions.add(expression + " < " + parameter(prefix + Character.toString(Character.MAX_CODE_POINT)));
        return this;
    }

    /** Adds a condition without parameters. */
    TrailQuery and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Adds that the event is not older. */
    TrailQuery from(String alias, Instant time) {
        conditions.add(alias + ".eventTime >= " + parameter(utc(time)));
        return this;
    }

    /** Adds that the event is not newer. */
    TrailQuery to(String alias, Instant time) {
        conditions.add(alias + ".eventTime <= " + parameter(utc(time)));
        return this;
    }

    /** Adds that the record comes behind {@code cursor}, newest first. */
    TrailQuery behind(String alias, Optional<Cursor> cursor) {
        cursor.ifPresent(c -> {
            String time = parameter(utc(c.eventTime()));
            conditions.add(alias + ".eventTime <= " + time); // spares the partitions of later days
            conditions.add(
                    "(%s.eventTime, %s.eventId) < (%s, %s)".formatted(alias, alias, time, parameter(c.eventId())));
        });
        return this;
    }

    /** A parameter that holds {@code value}. */
    String parameter(Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }

    /** Runs {@code head where CONDITIONS tail}. */
    <T> Uni<List<T>> list(Mutiny.Session session, Class<T> type, String head, String tail, int limit) {
        Mutiny.SelectionQuery<T> query =
                session.createSelectionQuery(head + " where " + String.join(" and ", conditions) + " " + tail, type);
        parameters.forEach(query::setParameter);
        return query.setMaxResults(limit).getResultList();
    }

    /** Within what PostgreSQL can hold. */
    static OffsetDateTime utc(Instant time) {
        Instant bounded = time.isAfter(LATEST) ? LATEST : time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
        return bounded.atOffset(ZoneOffset.UTC);
    }
}
