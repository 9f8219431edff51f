package dev.coffer.kms.call;

import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.kms.api.KmsError;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The constraints that KMS's service model puts on members, refused in AWS's words. Source: shapes of the KMS API
 * (2014-11-01), AWS KMS API Reference.
 */
public final class Limits {
    /** The most that Encrypt takes. */
    public static final int MAX_PLAINTEXT_BYTES = 4096;

    /** The longest ciphertext blob. */
    public static final int MAX_BLOB_BYTES = 6144;

    /** The most that GenerateDataKey and GenerateRandom make. */
    public static final int MAX_RANDOM_BYTES = 1024;

    private Limits() {}

    /** A number within bounds, inclusive. */
    public static int range(String member, int value, int min, int max) {
        if (value < min) {
            throw invalid(Integer.toString(value), member, "Member must have value greater than or equal to " + min);
        }
        if (value > max) {
            throw invalid(Integer.toString(value), member, "Member must have value less than or equal to " + max);
        }
        return value;
    }

    /** A text of at least {@code min} and at most {@code max} characters. */
    public static String text(String member, String value, int min, int max) {
        if (value.length() < min) {
            throw invalid(value, member, "Member must have length greater than or equal to " + min);
        }
        if (value.length() > max) {
            throw invalid(shortened(value), member, "Member must have length less than or equal to " + max);
        }
        return value;
    }

    /** A text of a given shape. */
    public static String shape(String member, String value, Pattern shape) {
        if (!shape.matcher(value).matches()) {
            throw invalid(
                    shortened(value), member, "Member must satisfy regular expression pattern: " + shape.pattern());
        }
        return value;
    }

    /** Bytes: at least one, at most {@code max}. The bytes themselves are not told. */
    public static void bytes(String member, int length, int max) {
        if (length < 1) {
            throw invalid("", member, "Member must have length greater than or equal to 1");
        }
        if (length > max) {
            throw invalid("[" + length + " bytes]", member, "Member must have length less than or equal to " + max);
        }
    }

    /** One of some values. */
    public static String oneOf(String member, String value, String... allowed) {
        for (String one : allowed) {
            if (one.equals(value)) {
                return value;
            }
        }
        throw invalid(
                shortened(value), member, "Member must satisfy enum value set: [" + String.join(", ", allowed) + "]");
    }

    /** The only symmetric algorithm, whether it is named or not. */
    public static void symmetric(String member, Optional<String> algorithm) {
        algorithm.ifPresent(name -> {
            oneOf(member, name, "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE", "SYMMETRIC_DEFAULT");
            if (!name.equals("SYMMETRIC_DEFAULT")) {
                throw KmsError.INVALID_KEY_USAGE.because(
                        "Algorithm " + name + " is incompatible with key spec SYMMETRIC_DEFAULT.");
            }
        });
    }

    /** An encryption context; no key of it may be empty. */
    public static EncryptionContext context(Map<String, String> pairs) {
        if (pairs.containsKey("")) {
            throw KmsError.VALIDATION.because("Encryption context keys must not be empty.");
        }
        return pairs.isEmpty() ? EncryptionContext.EMPTY : EncryptionContext.of(pairs);
    }

    /** The refusal of one member's value. */
    public static AwsException invalid(String value, String member, String constraint) {
        return KmsError.VALIDATION.because("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: " + constraint);
    }

    private static String shortened(String value) {
        return value.length() <= 256 ? value : value.substring(0, 256) + "…";
    }
}
