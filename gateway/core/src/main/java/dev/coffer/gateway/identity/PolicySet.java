package dev.coffer.gateway.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coffer.aws.error.AwsException;
import dev.coffer.policy.MalformedPolicyException;
import dev.coffer.policy.PolicyDocument;
import dev.coffer.policy.PolicyType;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity policies of one user or role, in order, each as it was put. Immutable and named by its content: the
 * SHA-256 of a label, the number of documents and every document with its length, so that no two sets share a name.
 */
public record PolicySet(List<String> documents) {
    /** Nobody's permissions: root's, who needs none. */
    public static final PolicySet EMPTY = new PolicySet(List.of());

    /** AWS's limit on inline policies of a user is of size, not of number; this bounds both. */
    static final int MAX_DOCUMENTS = 50;

    private static final byte[] LABEL = "coffer policy set 1".getBytes(StandardCharsets.US_ASCII);
    private static final JsonMapper JSON = new JsonMapper();

    /** Copies the list. */
    public PolicySet {
        documents = List.copyOf(documents);
    }

    /**
     * A set of checked documents.
     *
     * @throws AwsException {@code MalformedPolicyDocument} 400
     */
    public static PolicySet checked(List<String> documents) {
        if (documents.size() > MAX_DOCUMENTS) {
            throw IdentityErrors.malformedPolicy("more than " + MAX_DOCUMENTS + " policies");
        }
        for (String document : documents) {
            check(document, PolicyType.IDENTITY);
        }
        return new PolicySet(documents);
    }

    /** @throws AwsException {@code MalformedPolicyDocument} 400 if the document is no policy of this type */
    static void check(String document, PolicyType type) {
        try {
            PolicyDocument.parse(document, type);
        } catch (MalformedPolicyException e) {
            throw IdentityErrors.malformedPolicy(e.reason());
        }
    }

    /** Lower-case hex. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(LABEL);
            digest.update(number(documents.size()));
            for (String document : documents) {
                byte[] utf8 = document.getBytes(StandardCharsets.UTF_8);
                digest.update(number(utf8.length));
                digest.update(utf8);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(documents);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PolicySet fromJson(String json) {
        try {
            return new PolicySet(JSON.readValue(json, new TypeReference<List<String>>() {}));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
