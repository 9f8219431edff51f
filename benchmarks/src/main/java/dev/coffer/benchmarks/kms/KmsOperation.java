package dev.coffer.benchmarks.kms;

import dev.coffer.benchmarks.load.Workload;
import dev.coffer.benchmarks.wire.Answer;
import dev.coffer.benchmarks.wire.Body;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.benchmarks.wire.Request;
import dev.coffer.benchmarks.wire.Signer;
import dev.coffer.benchmarks.wire.SingleClient;
import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the clients ask of one key. */
public enum KmsOperation {
    GENERATE_DATA_KEY("GenerateDataKey"),
    ENCRYPT("Encrypt"),
    DECRYPT("Decrypt"),
    DESCRIBE_KEY("DescribeKey");

    private static final Map<String, String> CONTEXT = Map.of("purpose", "benchmark");
    /** The Base64 of 32 bytes. */
    private static final String PLAINTEXT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final String wireName;

    KmsOperation(String wireName) {
        this.wireName = wireName;
    }

    /** As options spell it: {@code GenerateDataKey}, in any case. */
    public static KmsOperation parse(String text) {
        for (KmsOperation operation : values()) {
            if (operation.wireName.equalsIgnoreCase(text)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("no operation '" + text + "'");
    }

    /** As AWS spells it. */
    public String wireName() {
        return wireName;
    }

    /** The endless series of this operation with {@code key}; DECRYPT encrypts what it needs first. */
    public Workload on(Endpoint endpoint, String key) {
        Request request = this == DECRYPT
                ? request(Map.of("CiphertextBlob", ciphertext(endpoint, key), "EncryptionContext", CONTEXT))
                : call(key);
        return () -> request;
    }

    /** One call with {@code key}; not for DECRYPT, which needs a ciphertext. */
    public Request call(String key) {
        return request(
                switch (this) {
                    case GENERATE_DATA_KEY -> Map.of("KeyId", key, "KeySpec", "AES_256", "EncryptionContext", CONTEXT);
                    case ENCRYPT -> Map.of("KeyId", key, "Plaintext", PLAINTEXT, "EncryptionContext", CONTEXT);
                    case DESCRIBE_KEY -> Map.of("KeyId", key);
                    case DECRYPT -> throw new IllegalArgumentException("Decrypt needs a ciphertext");
                });
    }

    /** One call with the members {@code body}. */
    public Request request(Map<String, Object> body) {
        Body bytes = Body.of(Json.write(body).getBytes(StandardCharsets.UTF_8));
        return Request.of(wireName, "POST", "/", "")
                .with(Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", "TrentService." + wireName))
                .sending(bytes, Signer.sha256(bytes));
    }

    private static String ciphertext(Endpoint endpoint, String key) {
        Request encrypt = ENCRYPT.call(key).keeping();
        try (SingleClient client = new SingleClient(endpoint, "kms")) {
            Answer answer = client.call(encrypt);
            if (!answer.ok()) {
                throw new CommandFailed("Encrypt: " + answer.failure());
            }
            return Json.read(answer.text(), "the answer to Encrypt")
                    .path("CiphertextBlob")
                    .asText();
        }
    }
}
