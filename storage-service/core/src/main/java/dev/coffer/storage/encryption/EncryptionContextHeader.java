package dev.coffer.storage.encryption;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.envelope.EncryptionContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of {@code x-amz-server-side-encryption-context}: base64 of the UTF-8 JSON of one flat object of strings. The
 * pair {@code aws:s3:arn} is S3's own to add and refused here, so that nobody can claim another object's.
 */
final class EncryptionContextHeader {
    /** The longest value read, in characters of base64: what HTTP servers take as a header, and KMS as a context. */
    static final int MAX_CHARACTERS = 8192;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private EncryptionContextHeader() {}

    /** @throws AwsException {@code InvalidArgument} for anything else */
    static Map<String, String> parse(String header) {
        if (header.length() > MAX_CHARACTERS) {
            throw malformed();
        }
        try {
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(header.strip())))
                    .toString();
            Map<String, String> pairs = read(json);
            if (pairs.containsKey(EncryptionContext.S3_ARN)) {
                throw malformed();
            }
            return pairs;
        } catch (IllegalArgumentException | IOException notWhatItShouldBe) {
            throw malformed();
        }
    }

    private static Map<String, String> read(String json) throws IOException {
        Map<String, String> pairs = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                require(parser.currentToken() == JsonToken.FIELD_NAME);
                String name = parser.currentName();
                require(parser.nextToken() == JsonToken.VALUE_STRING);
                pairs.put(name, parser.getText());
            }
            require(parser.nextToken() == null);
        }
        return pairs;
    }

    private static void require(boolean condition) throws CharacterCodingException {
        if (!condition) {
            throw new CharacterCodingException();
        }
    }

    private static AwsException malformed() {
        return new AwsException(
                S3Error.INVALID_ARGUMENT.code(),
                S3Error.INVALID_ARGUMENT.status(),
                "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON"
                        + " which represents a string-string map",
                Map.of("ArgumentName", "x-amz-server-side-encryption-context"));
    }
}
