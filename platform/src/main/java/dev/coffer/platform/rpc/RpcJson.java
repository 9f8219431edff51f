package dev.coffer.platform.rpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Principal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Operations, results and errors as JSON between services. Secrets travel as base64 here and nowhere else. Members that
 * the receiver does not know are skipped, so that two versions can talk during a rolling update.
 */
final class RpcJson {
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Principal.Root.class, name = "root"),
        @JsonSubTypes.Type(value = Principal.IamUser.class, name = "user"),
        @JsonSubTypes.Type(value = Principal.AssumedRole.class, name = "role"),
        @JsonSubTypes.Type(value = Principal.Anonymous.class, name = "anonymous")
    })
    private interface PrincipalKinds {}

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(SecretBytes.class, new SecretWriter())
                    .addDeserializer(SecretBytes.class, new SecretReader()))
            .addMixIn(Principal.class, PrincipalKinds.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    private record Refusal(String code, int status, String message, Map<String, String> details) {}

    private RpcJson() {}

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UncheckedIOException without the text, which may hold a secret */
    static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("not a " + type.getSimpleName()));
        }
    }

    static byte[] writeError(AwsException error) {
        return write(new Refusal(error.code(), error.status(), error.text(), error.details()));
    }

    static AwsException readError(byte[] json) {
        Refusal refusal = read(json, Refusal.class);
        return new AwsException(refusal.code(), refusal.status(), refusal.message(), refusal.details());
    }

    private static final class SecretWriter extends StdSerializer<SecretBytes> {
        SecretWriter() {
            super(SecretBytes.class);
        }

        @Override
        public void serialize(SecretBytes secret, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeBinary(secret.use(byte[]::clone));
        }
    }

    private static final class SecretReader extends StdDeserializer<SecretBytes> {
        SecretReader() {
            super(SecretBytes.class);
        }

        @Override
        public SecretBytes deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return SecretBytes.adopt(json.getBinaryValue());
        }
    }
}
