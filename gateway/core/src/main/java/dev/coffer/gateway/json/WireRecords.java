package dev.coffer.gateway.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.SecretBytes;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records as AWS's JSON 1.1 writes them: members named by the components, bytes as base64, times as seconds since 1970
 * with milliseconds, what is absent left out. Unknown members are skipped, as AWS does. Source: "AWS JSON 1.1 protocol",
 * Smithy.
 */
public final class WireRecords {
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    private final UnaryOperator<String> naming;

    /** @param naming from a record component's name to its name on the wire */
    public WireRecords(UnaryOperator<String> naming) {
        this.naming = naming;
    }

    /** A component's name with a capital. */
    public static String upperCamel(String component) {
        return Character.toUpperCase(component.charAt(0)) + component.substring(1);
    }

    /**
     * The record that {@code object} spells.
     *
     * @throws AwsException {@code SerializationException} for a value of another type, {@code ValidationException} for a
     *     missing one
     */
    public <T> T read(JsonNode object, Class<T> type) {
        if (!object.isObject()) {
            throw wrongType(object, type.getSimpleName());
        }
        RecordShape shape = RecordShape.of(type);
        Object[] values = new Object[shape.components().size()];
        for (int i = 0; i < values.length; i++) {
            RecordShape.Component component = shape.components().get(i);
            values[i] = member(object.get(naming.apply(component.name())), component.type(), component.name());
        }
        try {
            return type.cast(shape.constructor().newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AwsException refusal) {
                throw refusal;
            }
            if (e.getCause() instanceof IllegalArgumentException invalid) {
                throw new AwsException("ValidationException", 400, String.valueOf(invalid.getMessage()));
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a record, or what records are made of. */
    public void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case Instant time -> json.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), 3));
            case byte[] bytes -> json.writeBinary(bytes);
            case SecretBytes secret -> json.writeBinary(secret.use(byte[]::clone));
            case Enum<?> constant -> json.writeString(constant.name());
            case List<?> list -> {
                json.writeStartArray();
                for (Object entry : list) {
                    write(json, entry);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case Record fields -> writeRecord(json, fields);
            default -> throw new IllegalArgumentException("not for the wire: " + value.getClass());
        }
    }

    /** Closes the secrets among a record's components. */
    public static void closeSecrets(Object value) {
        if (value instanceof Record fields) {
            for (RecordShape.Component component :
                    RecordShape.of(fields.getClass()).components()) {
                if (component.of(fields) instanceof SecretBytes secret) {
                    secret.close();
                }
            }
        }
    }

    private void writeRecord(JsonGenerator json, Record fields) throws IOException {
        json.writeStartObject();
        for (RecordShape.Component component : RecordShape.of(fields.getClass()).components()) {
            Object value = component.of(fields);
            if (value instanceof Optional<?> optional) {
                if (optional.isEmpty()) {
                    continue;
                }
                value = optional.get();
            }
            json.writeFieldName(naming.apply(component.name()));
            write(json, value);
        }
        json.writeEndObject();
    }

    private Object member(@Nullable JsonNode node, Type type, String path) {
        boolean absent = node == null || node.isNull();
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return absent ? Optional.empty() : Optional.of(member(node, arguments[0], path));
            }
            if (generic.getRawType() == List.class) {
                return absent ? List.of() : list(node, arguments[0], path);
            }
            if (generic.getRawType() == Map.class) {
                return absent ? Map.of() : map(node, arguments[1], path);
            }
        }
        if (absent || !(type instanceof Class<?> plain)) {
            throw new AwsException(
                    "ValidationException",
                    400,
                    "1 validation error detected: Value null at '" + path
                            + "' failed to satisfy constraint: Member must not be null");
        }
        return single(node, plain);
    }

    private Object single(JsonNode node, Class<?> type) {
        if (type == String.class && node.isTextual()) {
            return node.textValue();
        }
        if ((type == boolean.class || type == Boolean.class) && node.isBoolean()) {
            return node.booleanValue();
        }
        if ((type == int.class || type == Integer.class) && node.canConvertToInt() && node.isIntegralNumber()) {
            return node.intValue();
        }
        if ((type == long.class || type == Long.class) && node.canConvertToLong() && node.isIntegralNumber()) {
            return node.longValue();
        }
        if (type == byte[].class) {
            return bytes(node);
        }
        if (type == SecretBytes.class) {
            return SecretBytes.adopt(bytes(node));
        }
        if (type == Instant.class && node.isNumber()) {
            return instant(node.decimalValue());
        }
        if (type.isRecord()) {
            return read(node, type);
        }
        throw wrongType(node, type.getSimpleName());
    }

    private List<Object> list(JsonNode node, Type type, String path) {
        if (!node.isArray()) {
            throw wrongType(node, "list");
        }
        List<Object> entries = new ArrayList<>(node.size());
        for (JsonNode entry : node) {
            entries.add(member(entry, type, path));
        }
        return entries;
    }

    private Map<String, Object> map(JsonNode node, Type type, String path) {
        if (!node.isObject()) {
            throw wrongType(node, "map");
        }
        Map<String, Object> entries = HashMap.newHashMap(node.size());
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            entries.put(entry.getKey(), member(entry.getValue(), type, path));
        }
        return entries;
    }

    private static byte[] bytes(JsonNode node) {
        if (node.isTextual()) {
            try {
                return Base64.getDecoder().decode(node.textValue());
            } catch (IllegalArgumentException notBase64) {
                throw new AwsException("SerializationException", 400, "Invalid base64");
            }
        }
        throw wrongType(node, "Blob");
    }

    private static Instant instant(BigDecimal seconds) {
        try {
            return Instant.ofEpochMilli(
                    seconds.multiply(MILLIS).setScale(0, RoundingMode.FLOOR).longValueExact());
        } catch (ArithmeticException outOfRange) {
            throw new AwsException("SerializationException", 400, "Timestamp out of range");
        }
    }

    private static AwsException wrongType(JsonNode node, String wanted) {
        return new AwsException(
                "SerializationException", 400, node.getNodeType() + "_VALUE can not be converted to " + wanted);
    }
}
