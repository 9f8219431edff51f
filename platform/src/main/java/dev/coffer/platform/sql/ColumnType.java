package dev.coffer.platform.sql;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A type of PostgreSQL, and what its values are in a tuple. */
public enum ColumnType {
    TEXT("text", String.class),
    BYTEA("bytea", Buffer.class),
    BOOLEAN("boolean", Boolean.class),
    SMALLINT("smallint", Short.class),
    INTEGER("integer", Integer.class),
    BIGINT("bigint", Long.class),
    UUID("uuid", UUID.class),
    TIMESTAMPTZ("timestamptz", OffsetDateTime.class),
    /** {@link JsonObject} or {@link JsonArray}; as text on the way. */
    JSONB("jsonb", String.class);

    private final String sqlName;
    private final Class<?> javaType;

    ColumnType(String sqlName, Class<?> javaType) {
        this.sqlName = sqlName;
        this.javaType = javaType;
    }

    /** Of an array's elements. */
    Class<?> javaType() {
        return javaType;
    }

    /** The placeholder of a whole column. */
    String array(int number) {
        return "$" + number + "::" + (this == JSONB ? "text" : sqlName) + "[]";
    }

    /** An element of the array as the column has it. */
    String element(String name) {
        return this == JSONB ? name + "::jsonb" : name;
    }

    @Nullable
    Object sent(@Nullable Object value) {
        return switch (value) {
            case JsonObject object -> object.encode();
            case JsonArray array -> array.encode();
            case null, default -> value;
        };
    }
}
