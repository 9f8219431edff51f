package dev.coffer.gateway.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coffer.platform.secrets.SecretFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first account's root key in {@code DATA/secrets/root-credentials.json}: {@code {"accountId", "accessKeyId",
 * "secretAccessKey", "canonicalId"}}. The launcher's {@code env} reads it.
 */
final class RootCredentials {
    static final String FILE = "secrets/root-credentials.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final SecretFile file;

    RootCredentials(Path data) {
        this.file = new SecretFile(data.resolve(FILE));
    }

    private record Content(String accountId, String accessKeyId, String secretAccessKey, String canonicalId) {}

    /** Writes the file unless it says so already. */
    void write(AccountViews.Account account, Credentials credentials) {
        byte[] json = json(new Content(
                account.id().value(), credentials.accessKeyId(), credentials.secretAccessKey(), account.canonicalId()));
        Optional<byte[]> there = file.read();
        if (there.isEmpty() || !Arrays.equals(there.get(), json)) {
            file.write(json);
        }
    }

    private static byte[] json(Content content) {
        try {
            return (JSON.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
